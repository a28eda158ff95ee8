/**
 * Every form of the DML methods of `Database`, DMLOptions, the recycle bin and owners. Source: Apex Reference Guide v65,
 * "Database Class", "DMLOptions Class"; Object Reference v65, error "INACTIVE_OWNER_OR_USER".
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram } from './org-program.ts';

const Main = `@IsTest public class Main {
  static Ship__c ship(String code) { return new Ship__c(Code__c = code); }
  public static String forms() {
    AccessLevel mode = AccessLevel.SYSTEM_MODE; Database.DMLOptions options = new Database.DMLOptions(); options.optAllOrNone = true;
    Ship__c one = ship('1');
    List<Boolean> done = new List<Boolean>{ Database.insert(one, options, mode).isSuccess(), Database.update(new List<Ship__c>{ one }, options, mode)[0].isSuccess(),
      Database.upsert(ship('2'), Ship__c.Code__c, mode).isCreated(), Database.upsert(ship('2'), Ship__c.Code__c, false, mode).isCreated(), Database.upsert(new List<Ship__c>{ ship('2') }, Ship__c.Code__c, false)[0].isSuccess(),
      Database.delete(one.Id).isSuccess(), Database.undelete(new List<Id>{ one.Id }, false)[0].isSuccess(), Database.delete(new List<Id>{ one.Id }, true, mode)[0].isSuccess(), Database.undelete(one, mode).isSuccess() };
    return String.join(done, ' ') + ' ' + [SELECT COUNT() FROM Ship__c];
  }
  public static String truncates() { Database.DMLOptions options = new Database.DMLOptions(); options.allowFieldTruncation = true; Database.insert(ship('12345678901234'), options); return [SELECT Code__c FROM Ship__c].Code__c; }
  public static String keeps() { Database.DMLOptions options = new Database.DMLOptions(); options.duplicateRuleHeader.allowSave = true; options.EmailHeader.triggerUserEmail = false; return options.duplicateRuleHeader.allowSave + ' ' + options.emailHeader.triggerUserEmail + ' ' + Database.insert(ship('12345678901234'), options).getErrors()[0].getStatusCode(); }
  public static String emptied() {
    Ship__c one = ship('1'); insert one; insert new Voyage__c(Ship__c = one.Id); delete one;
    Database.EmptyRecycleBinResult r = Database.emptyRecycleBin(one);
    Integer statements = Limits.getDmlStatements();
    String again; try { undelete one; } catch (DmlException e) { again = e.getDmlType(0) + ' ' + e.getDmlMessage(0); }
    return r.isSuccess() + ' ' + (r.getId() == one.Id) + ' ' + [SELECT IsDeleted FROM Ship__c ALL ROWS].IsDeleted + [SELECT COUNT() FROM Voyage__c ALL ROWS] + [SELECT COUNT() FROM Ship__c] + ' ' + statements + ' ' + again;
  }
  public static String emptiedTwice() { Ship__c one = ship('1'); insert one; delete one; Database.emptyRecycleBin(one); return String.valueOf(Database.emptyRecycleBin(one)); }
  public static String along() {
    Ship__c one = ship('1'); insert one; Voyage__c v = new Voyage__c(Ship__c = one.Id); insert v; delete one;
    try { undelete v; return 'restored'; } catch (DmlException e) { return e.getDmlType(0) + ' ' + e.getDmlMessage(0); }
  }
  public static String notInBin() { Ship__c one = ship('1'); insert one; return String.valueOf(Database.emptyRecycleBin(one)); }
  static String failure(List<SObject> records, String operation) {
    try { if (operation == 'insert') insert records; else if (operation == 'upsert') upsert (List<Ship__c>) records Code__c; else upsert (List<Ship__c>) records; } catch (Exception e) { return e.getTypeName() + ': ' + e.getMessage().substringBefore(': a0'); }
    return 'saved';
  }
  public static String sameObject() { Account a = new Account(Name = 'A'); return failure(new List<Account>{ a, a }, 'insert') + '; ' + failure(new List<Account>{ new Account(Name = 'A'), new Account(Name = 'A') }, 'insert'); }
  public static String sameId() { Ship__c one = ship('1'); insert one; return failure(new List<Ship__c>{ one, new Ship__c(Id = one.Id) }, 'upsert by id'); }
  public static String sameKey() { return failure(new List<Ship__c>{ ship('a'), ship('A') }, 'upsert'); }
  public static String sameKeys() { List<Database.UpsertResult> all = Database.upsert(new List<Ship__c>{ ship('a'), ship('b'), ship('a') }, Ship__c.Code__c, false); String s = ''; for (Database.UpsertResult each : all) s += each.isSuccess() ? '+' : '-'; Database.Error e = all[0].getErrors()[0]; return s + ' ' + e.getStatusCode() + ' ' + e.getMessage() + ' ' + e.getFields() + ' ' + [SELECT COUNT() FROM Ship__c]; }
  public static String circle() { Account a = new Account(Name = 'A'); insert a; Account b = new Account(Name = 'B', ParentId = a.Id); insert b; a.ParentId = b.Id; update a; return 'saved'; }
  public static String orphan() { Ship__c one = ship('1'); insert one; Voyage__c v = new Voyage__c(Ship__c = one.Id); insert v; delete v; delete one; undelete v; return 'saved'; }
  static User inactive() { User u = new User(Username = 'idle@example.com', LastName = 'idle', Alias = 'idle', Email = 'i@example.com', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', IsActive = false, ProfileId = UserInfo.getProfileId()); insert u; return u; }
  static String save(SObject one, Id owner) { one.put('OwnerId', owner); try { System.runAs(new User(Id = UserInfo.getUserId())) { insert one; } return 'saved'; } catch (DmlException e) { return e.getDmlType(0) + ' ' + e.getDmlMessage(0).replace(String.valueOf(owner).left(15), 'U'); } }
  static String told(Boolean success, Id id, List<Database.Error> errors) { return success + ' ' + id + (errors == null ? '' : ' ' + errors[0].getStatusCode() + ' ' + errors[0].getMessage()); }
  public static String fromJson() { Database.SaveResult r = (Database.SaveResult) JSON.deserialize('{"success":true,"id":"0013000000abcde"}', Database.SaveResult.class); return told(r.isSuccess(), r.getId(), null); }
  public static String failureFromJson() { Database.DeleteResult r = (Database.DeleteResult) JSON.deserialize('{"success":false, "id": "0013000000abcde", "errors":[{"message": "Could not delete...", "statusCode": "DELETE_FAILED"}]}', Database.DeleteResult.class); return told(r.isSuccess(), r.getId(), r.getErrors()); }
  public static String listFromJson() { List<Database.UpsertResult> r = (List<Database.UpsertResult>) JSON.deserialize('[{"success":true,"created":true,"id":null}]', List<Database.UpsertResult>.class); return r[0].isCreated() + ' ' + r[0].getId(); }
  public static String errorsNotGiven() { return '' + ((Database.SaveResult) JSON.deserialize('{"success":true}', Database.SaveResult.class)).getErrors(); }
  public static String otherMember() { return '' + JSON.deserialize('{"success":true,"operation":"x"}', Database.SaveResult.class); }
  public static String noIdInJson() { return '' + ((Database.SaveResult) JSON.deserialize('{"success":true,"id":"null"}', Database.SaveResult.class)).isSuccess(); }
  public static String madeUpIdInJson() { return ((Database.SaveResult) JSON.deserialize('{"success":true,"id":"001000000000000001"}', Database.SaveResult.class)).getId(); }
  public static String noIdRead() { return '' + ((Database.SaveResult) JSON.deserialize('{"success":true,"id":"null"}', Database.SaveResult.class)).getId(); }
  public static String numberAsStatus() { return '' + JSON.deserialize('{"success":false,"errors":[{"statusCode":"30"}]}', Database.SaveResult.class); }
  public static String uuidInJson() { UUID one = UUID.fromString('12345678-1234-4234-8234-123456789012'); return JSON.serialize(new Map<String, Object>{ 'a' => one }); }
  public static String owner() { return save(new Account(Name = 'A'), inactive().Id); }
  static Object read(String text, System.Type type) { return JSON.deserialize(text, type); }
  static String ID = '0013000000abcde';
  public static String othersInJson() {
    Database.MergeResult merged = (Database.MergeResult) read('{"success":true,"id":"' + ID + '"}', Database.MergeResult.class);
    Database.LeadConvertResult lead = (Database.LeadConvertResult) read('{"success":true,"leadid":"' + ID + '"}', Database.LeadConvertResult.class);
    Approval.LockResult locked = (Approval.LockResult) read('{"success":true,"id":"' + ID + '"}', Approval.LockResult.class);
    Approval.ProcessResult process = (Approval.ProcessResult) read('{"success":true,"entityId":"' + ID + '"}', Approval.ProcessResult.class);
    return merged.isSuccess() + ' ' + (merged.getId() == lead.getLeadId()) + ' ' + locked.isSuccess() + ' ' + process.getEntityId();
  }
  public static String writtenAgain() { return JSON.serialize(read('{"success":true}', Database.SaveResult.class)); }
  public static String ownerOfShip() { return save(ship('1'), inactive().Id); }
}`;

describe('DML of Database', () => {
  const { runtime, run } = openProgram({ Main });
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    forms: 'true true true false true true true true true 2',
    truncates: '1234567890',
    keeps: 'true false STRING_TOO_LONG',
    fromJson: 'true 0013000000abcdeAAA',
    failureFromJson: 'false 0013000000abcdeAAA DELETE_FAILED Could not delete...',
    listFromJson: 'true null',
    errorsNotGiven: 'not supported by the local org: errors of a Database.SaveResult from JSON without it',
    otherMember: 'not supported by the local org: operation in JSON of a Database.SaveResult',
    noIdInJson: 'true',
    madeUpIdInJson: '001000000000000001',
    noIdRead: 'not supported by the local org: id of a Database.SaveResult from JSON, which is no Id',
    numberAsStatus: 'not supported by the local org: the number 30 as a value of StatusCode in JSON',
    uuidInJson: '{"a":"12345678-1234-4234-8234-123456789012"}',
    emptied: 'true true true10 4 UNDELETE_FAILED Entity is not in the recycle bin',
    emptiedTwice: /not supported by the local org: emptyRecycleBin of .*, which is not in the recycle bin/,
    along: 'UNDELETE_FAILED Entity is not in the recycle bin',
    sameObject:
      'System.ListException: Before Insert or Upsert list must not have two identically equal elements; saved',
    sameId: 'System.ListException: Duplicate id in list',
    sameKey: /not supported by the local org: upserting records whose Code__c differs in letter case only/,
    sameKeys: '-+- DUPLICATE_VALUE Duplicate external id specified: a (Code__c) 1',
    circle: /not supported by the local org: a circle through Account.ParentId/,
    orphan: /not supported by the local org: undeleting Voyage__c .*, whose Ship__c is deleted/,
    notInBin: /not supported by the local org: emptyRecycleBin of .*, which is not in the recycle bin/,
    owner: 'INACTIVE_OWNER_OR_USER operation performed with inactive user [U] as owner of account',
    // jongpie/NebulaLogger makes them so.
    othersInJson: 'true true true 0013000000abcde',
    writtenAgain: 'not supported by the local org: Database.SaveResult in JSON',
    ownerOfShip: /not supported by the local org: an inactive user as owner of Ship__c/
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
