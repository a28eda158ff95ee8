/**
 * What the platform does of its own with records of standard objects. Source: Object Reference v65, the object's page;
 * tests of prices: Apex Reference Guide v65, "Test.getStandardPricebookId()".
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { after } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `@IsTest public class Main {
  static String save(SObject one) { try { upsert one; return 'saved'; } catch (DmlException e) { return e.getDmlType(0) + ' ' + e.getDmlMessage(0); } }
  static PricebookEntry price(Id book, Product2 p, Decimal amount) { return new PricebookEntry(Pricebook2Id = book, Product2Id = p.Id, UnitPrice = amount, IsActive = true); }
  static Product2 product(String name) { Product2 p = new Product2(Name = name, ProductCode = name + '1', IsActive = true); insert p; return p; }
  static Opportunity opportunity() { Opportunity o = new Opportunity(Name = 'Deal', StageName = 'Prospecting', CloseDate = Date.today(), Amount = 7); insert o; return o; }
  static PricebookEntry sold() { PricebookEntry e = price(Test.getStandardPricebookId(), product('Pump'), 12.5); insert e; return e; }
  public static String entry() { Id id = sold().Id; PricebookEntry e = [SELECT Name, ProductCode, UnitPrice, Product2.Name, Pricebook2.Name FROM PricebookEntry WHERE Id = :id]; return e.Name + ' ' + e.ProductCode + ' ' + e.UnitPrice + ' ' + e.Product2.Name + ' ' + e.Pricebook2.Name; }
  public static String custom() { Product2 p = product('Pump'); Pricebook2 b = new Pricebook2(Name = 'VIP', IsActive = true); insert b; return save(price(b.Id, p, 1)) + '; ' + save(price(Test.getStandardPricebookId(), p, 1)) + '; ' + save(price(b.Id, p, 1)) + '; ' + save(price(b.Id, p, 2)); }
  public static String renamed() { PricebookEntry e = sold(); update new Product2(Id = e.Product2Id, Name = 'Tap'); return [SELECT Name FROM PricebookEntry].Name; }
  public static String lines() {
    PricebookEntry e = sold(); Opportunity o = opportunity();
    OpportunityLineItem one = new OpportunityLineItem(OpportunityId = o.Id, PricebookEntryId = e.Id, Quantity = 3, UnitPrice = 10, Discount = 5);
    insert new List<OpportunityLineItem>{ one, new OpportunityLineItem(OpportunityId = o.Id, PricebookEntryId = e.Id, Quantity = 1, UnitPrice = 2) };
    one = [SELECT Name, ListPrice, Subtotal, TotalPrice, Product2.Name FROM OpportunityLineItem WHERE Id = :one.Id];
    String result = one.Name + ' ' + one.ListPrice + ' ' + one.Subtotal + ' ' + one.TotalPrice + ' ' + one.Product2.Name;
    update new Opportunity(Id = o.Id, Amount = 1);
    for (Integer i = 0; i < 3; i++) {
      Opportunity now = [SELECT Amount, HasOpportunityLineItem, TotalOpportunityQuantity, Pricebook2Id, (SELECT Id FROM OpportunityLineItems) FROM Opportunity];
      result += '; ' + now.Amount + ' ' + now.HasOpportunityLineItem + ' ' + now.TotalOpportunityQuantity + ' ' + (now.Pricebook2Id == Test.getStandardPricebookId()) + ' ' + now.OpportunityLineItems.size();
      if (i == 0) update new OpportunityLineItem(Id = one.Id, Quantity = 4); else if (i == 1) delete one;
    }
    return result;
  }
  public static String otherBook() {
    PricebookEntry e = sold(); Pricebook2 b = new Pricebook2(Name = 'VIP', IsActive = true); insert b; Opportunity o = opportunity(); o.Pricebook2Id = b.Id; update o;
    return save(new OpportunityLineItem(OpportunityId = o.Id, PricebookEntryId = e.Id, Quantity = 3, UnitPrice = 10));
  }
  static ContentVersion file(String name, String text) { return new ContentVersion(PathOnClient = name, VersionData = Blob.valueOf(text)); }
  public static String files() {
    Account a = new Account(Name = 'A'); insert a;
    ContentVersion one = file('notes.txt', 'abc'); one.FirstPublishLocationId = a.Id; insert one;
    one = [SELECT Title, ContentDocumentId, FileExtension, FileType, ContentSize, VersionNumber, IsLatest, VersionData, Checksum FROM ContentVersion];
    ContentVersion two = file('more.csv', 'abcd'); two.Title = 'More'; two.ContentDocumentId = one.ContentDocumentId; insert two;
    ContentDocument d = [SELECT Title, FileType, LatestPublishedVersionId, ContentSize, (SELECT VersionNumber, IsLatest FROM ContentVersions ORDER BY VersionNumber) FROM ContentDocument];
    String links = ''; for (ContentDocumentLink l : [SELECT LinkedEntityId, ShareType, Visibility FROM ContentDocumentLink WHERE ContentDocumentId = :d.Id ORDER BY ShareType]) links += (l.LinkedEntityId == a.Id ? 'account' : 'owner') + l.ShareType + l.Visibility + ' ';
    return one.Title + ' ' + one.FileExtension + ' ' + one.FileType + ' ' + one.ContentSize + ' ' + one.VersionNumber + one.IsLatest + one.VersionData.toString() + '; ' + d.Title + ' ' + d.FileType + ' ' + (d.LatestPublishedVersionId == two.Id) + ' ' + d.ContentSize + ' ' + d.ContentVersions[0].IsLatest + d.ContentVersions[1].IsLatest + '; ' + links;
  }
  public static String linkedTwice() { Ship__c s = new Ship__c(); insert s; insert file('a.bin', 'x'); Id d = [SELECT Id FROM ContentDocument].Id; ContentDocumentLink l = new ContentDocumentLink(LinkedEntityId = s.Id, ContentDocumentId = d, ShareType = 'V'); insert l;
    return save(new ContentDocumentLink(LinkedEntityId = s.Id, ContentDocumentId = d, ShareType = 'V')).replace(String.valueOf(d).left(15), 'D').replace(String.valueOf(s.Id).left(15), 'S') + ' ' + [SELECT (SELECT Id FROM ContentDocumentLinks) FROM Ship__c].ContentDocumentLinks.size(); }
  public static String allLinks() { return String.valueOf(Database.query('SELECT Id FROM ContentDocumentLink')); }
  public static String noUpdateOfContent() { ContentVersion v = file('a.txt', 'x'); insert v; v.VersionData = Blob.valueOf('y'); return save(v); }
  public static String deletedFile() { insert file('a.txt', 'x'); delete [SELECT Id FROM ContentDocument]; return String.valueOf([SELECT COUNT() FROM ContentVersion]); }
  public static String asset() { return save(new Asset(Name = 'Pump')); }
  public static String campaign() { insert new Campaign(Name = 'C'); String s = ''; for (CampaignMemberStatus m : [SELECT Label, IsDefault, HasResponded FROM CampaignMemberStatus ORDER BY SortOrder]) s += m.Label + m.IsDefault + m.HasResponded + ' '; return s; }
  static Order order() { Account a = new Account(Name = 'A'); insert a; Order o = new Order(AccountId = a.Id, EffectiveDate = Date.today(), Status = 'Draft', Pricebook2Id = Test.getStandardPricebookId()); insert o; return o; }
  public static String orders() {
    PricebookEntry e = sold(); Order o = order();
    String s = save(new Order(Id = o.Id, Status = 'Activated')) + '; ';
    OrderItem i = new OrderItem(OrderId = o.Id, PricebookEntryId = e.Id, Quantity = 3, UnitPrice = 10); insert i;
    insert new OrderItem(OrderId = o.Id, PricebookEntryId = e.Id, Quantity = 1, UnitPrice = 2.5);
    i = [SELECT ListPrice, TotalPrice, Product2.Name FROM OrderItem WHERE Id = :i.Id]; s += i.ListPrice + ' ' + i.TotalPrice + ' ' + i.Product2.Name;
    o = [SELECT TotalAmount, StatusCode, ActivatedById FROM Order]; s += '; ' + o.TotalAmount + ' ' + o.StatusCode + ' ' + o.ActivatedById;
    delete i; update new Order(Id = o.Id, Status = 'Activated');
    o = [SELECT TotalAmount, StatusCode, ActivatedById FROM Order]; return s + '; ' + o.TotalAmount + ' ' + o.StatusCode + ' ' + (o.ActivatedById == UserInfo.getUserId());
  }
  public static String bareOrder() { return save(new Order()); }
  public static String contracts() {
    Account a = new Account(Name = 'A'); insert a; String s = save(new Contract(AccountId = a.Id, Status = 'Activated')) + '; ';
    Contract c = new Contract(AccountId = a.Id, StartDate = Date.newInstance(2026, 1, 31), ContractTerm = 1); insert c; update new Contract(Id = c.Id, Status = 'Activated');
    c = [SELECT EndDate, StatusCode, ActivatedById FROM Contract]; return s + c.EndDate.format() + ' ' + c.StatusCode + ' ' + (c.ActivatedById == UserInfo.getUserId());
  }
  static Lead lead() { Lead l = new Lead(FirstName = 'Lea', LastName = 'L', Company = 'Lux', Phone = '1', LeadSource = 'Web', City = 'Ulm', Rating = 'Hot', Email = 'l@example.com'); insert l; return l; }
  public static String members() {
    Campaign c = new Campaign(Name = 'C'); insert c; Contact k = new Contact(LastName = 'K', Email = 'k@example.com', MailingCity = 'Bonn'); insert k; Lead l = lead();
    CampaignMember m = new CampaignMember(CampaignId = c.Id, LeadId = l.Id);
    insert new List<CampaignMember>{ m, new CampaignMember(CampaignId = c.Id, ContactId = k.Id, Status = 'Responded') };
    String s = save(new CampaignMember(CampaignId = c.Id, LeadId = l.Id)) + '; '; update new Lead(Id = l.Id, LastName = 'M');
    for (CampaignMember each : [SELECT Name, City, CompanyOrAccount, Type, Status, HasResponded, FirstRespondedDate FROM CampaignMember ORDER BY Type]) s += each.Name + ' ' + each.City + ' ' + each.CompanyOrAccount + ' ' + each.Type + ' ' + each.Status + ' ' + each.HasResponded + ' ' + (each.FirstRespondedDate == Date.today()) + '; ';
    c = [SELECT NumberOfLeads, NumberOfContacts, NumberOfResponses FROM Campaign]; s += c.NumberOfLeads + ' ' + c.NumberOfContacts + ' ' + c.NumberOfResponses;
    delete m; return s + ' ' + [SELECT NumberOfLeads FROM Campaign].NumberOfLeads;
  }
  static Database.LeadConvert request(Lead l) { Database.LeadConvert r = new Database.LeadConvert(); r.setLeadId(l.Id); r.setConvertedStatus([SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true LIMIT 1].MasterLabel); return r; }
  public static String converted() {
    Lead l = lead(); Database.LeadConvertResult r = Database.convertLead(request(l)); Integer statements = Limits.getDmlStatements();
    Account a = [SELECT Name, Phone, BillingCity, AccountSource, Rating FROM Account WHERE Id = :r.getAccountId()];
    Contact c = [SELECT Name, Email, MailingCity, AccountId FROM Contact WHERE Id = :r.getContactId()];
    Opportunity o = [SELECT Name, StageName, CloseDate, AccountId, LeadSource, (SELECT ContactId, IsPrimary FROM OpportunityContactRoles) FROM Opportunity WHERE Id = :r.getOpportunityId()];
    l = [SELECT IsConverted, Status, ConvertedAccountId, ConvertedContactId, ConvertedOpportunityId, ConvertedDate FROM Lead];
    return r.isSuccess() + ' ' + statements + '; ' + a.Name + a.Phone + a.BillingCity + a.AccountSource + a.Rating + '; ' + c.Name + c.Email + c.MailingCity + (c.AccountId == a.Id) + '; ' + o.Name + o.StageName + o.CloseDate.format() + o.LeadSource + (o.OpportunityContactRoles[0].ContactId == c.Id) + o.OpportunityContactRoles[0].IsPrimary
      + '; ' + l.IsConverted + l.Status + (l.ConvertedAccountId == a.Id) + (l.ConvertedContactId == c.Id) + (l.ConvertedOpportunityId == o.Id) + l.ConvertedDate.format() + '; ' + save(new Lead(Id = l.Id, Title = 'x')) + '; ' + Database.convertLead(request(l), false).getErrors()[0].getStatusCode();
  }
  public static String convertedInto() {
    Account a = new Account(Name = 'Old', Phone = '9'); insert a; Lead l = lead(); Database.LeadConvert r = request(l); r.setAccountId(a.Id); r.setDoNotCreateOpportunity(true);
    Database.LeadConvertResult done = Database.convertLead(new List<Database.LeadConvert>{ r })[0]; a = [SELECT Name, Phone, BillingCity FROM Account];
    return a.Name + a.Phone + a.BillingCity + ' ' + done.getOpportunityId() + ' ' + [SELECT COUNT() FROM Opportunity] + (r.isDoNotCreateOpportunity() && r.getAccountId() == a.Id);
  }
  public static String badStatus() { Lead l = lead(); Database.LeadConvert r = request(l); r.setConvertedStatus('Working - Contacted'); try { Database.convertLead(r); return 'converted'; } catch (DmlException e) { return e.getMessage() + ' ' + [SELECT COUNT() FROM Account]; } }
  public static String statuses() { String s = ''; for (OpportunityStage each : [SELECT ApiName, DefaultProbability FROM OpportunityStage WHERE IsClosed = true ORDER BY SortOrder]) s += each.ApiName + ' ' + each.DefaultProbability + ' '; return s + [SELECT ApiName FROM CaseStatus WHERE IsClosed = true].ApiName + [SELECT ApiName FROM TaskStatus WHERE IsClosed = true].ApiName + [SELECT COUNT() FROM TaskPriority WHERE IsHighPriority = true]; }
  public static String messages() {
    Case c = new Case(Subject = 'S'); insert c; EmailMessage m = new EmailMessage(ParentId = c.Id, Subject = 'Hi', FromAddress = 'a@example.com', TextBody = 'T', Incoming = true); insert m;
    FeedItem f = new FeedItem(ParentId = c.Id, Body = 'B'); insert f; f = [SELECT Type, CommentCount, Status, InsertedById FROM FeedItem];
    return [SELECT Subject, (SELECT Name, Status FROM EmailMessages) FROM Case].EmailMessages[0].Name + ' ' + f.Type + f.CommentCount + f.Status + (f.InsertedById == UserInfo.getUserId()) + ' ' + save(new Holiday(Name = 'H', ActivityDate = Date.today()));
  }
  public static String relatedMessage() { Account a = new Account(Name = 'A'); insert a; return save(new EmailMessage(RelatedToId = a.Id)); }
  public static String hours() { BusinessHours b = [SELECT Name, MondayStartTime FROM BusinessHours WHERE IsDefault = true]; return b.Name + ' ' + b.MondayStartTime; }
}`;

const Topic = `public class Topic { public String name = 'mine'; }`;
const Shadowing = `@IsTest public class Main { public static String mine() { Topic t = new Topic(); insert new Account(Name = 'A'); return t.name; } }`;

it('lets a class of the project have the name of an object that few name', () => {
  const { runtime, run } = openProgram({ Main: Shadowing, Topic });
  assert.equal(run('mine'), 'mine');
  runtime.store.close();
});

const Outlined = `@IsTest public class Main {
  public static String type() { Report r = (Report) JSON.deserialize('{"Name":"R"}', Report.class); List<FlowDefinitionView> flows = new List<FlowDefinitionView>(); return r.Name + ' ' + r.getSObjectType() + ' ' + Report.SObjectType + ' ' + flows.size() + ' ' + Report.FolderName; }
  public static String described() { return Report.SObjectType.getDescribe().getLabel(); }
  public static String queried() { return String.valueOf(Database.query('SELECT Id FROM FlowDefinitionView')); }
  public static String saved() { insert (SObject) JSON.deserialize('{"Name":"R"}', Recommendation.class); return 'saved'; }
}`;

describe('objects of which only names are known', () => {
  const { runtime, run } = openProgram({ Main: Outlined });
  after(() => runtime.store.close());
  for (const [method, result] of [
    ['type', /^R Report Report 0 FolderName$/],
    ['described', /not supported by the local org: the describe of Report/],
    ['queried', /not supported by the local org: queries on FlowDefinitionView/],
    ['saved', /not supported by the local org: saving Recommendation/]
  ] as const)
    it(method, () => assert.match(String(run(method)), result));
  it('are not written by code', () => {
    assert.deepEqual(
      problems({
        Main: "public class Main { Report r = new Report(Name = 'R'); List<Report> all = [SELECT Id FROM Report]; }"
      }),
      [
        'not supported by the local org: writing fields of Report, of which only the names of the fields are known here',
        'not supported by the local org: queries on Report, of which only the names of the fields are known here'
      ]
    );
  });
});

describe('standard objects', () => {
  const { runtime, run } = openProgram({ Main });
  after(() => runtime.store.close());
  const cases: Readonly<Record<string, string | RegExp>> = {
    entry: 'Pump Pump1 12.50 Pump Standard Price Book',
    custom:
      'STANDARD_PRICE_NOT_DEFINED Before creating a custom price, create a standard price.; saved; saved; DUPLICATE_VALUE This price definition already exists in this price book',
    renamed: 'Tap',
    lines: 'Deal Pump 12.50 30.00 28.50 Pump; 30.50 true 4.00 true 2; 40.00 true 5.00 true 2; 2.00 true 1.00 true 1',
    otherBook:
      'FIELD_INTEGRITY_EXCEPTION field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the opportunity)',
    files: 'notes txt TEXT 3 1trueabc; More CSV true 4 falsetrue; accountVAllUsers ownerIAllUsers ',
    linkedTwice: 'DUPLICATE_VALUE Document with ID: D is already linked with the entity with ID: S 1',
    allLinks:
      /^System.QueryException: Implementation restriction: ContentDocumentLink requires a filter by a single Id/,
    noUpdateOfContent: /not supported by the local org: another content for a version that exists/,
    deletedFile: '0',
    asset: 'FIELD_INTEGRITY_EXCEPTION Every asset needs an account, a contact, or both.',
    campaign: 'Senttruefalse Respondedfalsetrue ',
    orders:
      'FAILED_ACTIVATION An order must have at least one product.; 12.50 30.00 Pump; 32.50 Draft null; 2.50 Activated true',
    bareOrder: /not supported by the local org: an order without an account/,
    contracts:
      'FAILED_ACTIVATION Choose a valid contract status and save your changes. Ask your admin for details.; 2/27/2026 Activated true',
    members:
      'DUPLICATE_VALUE Already a campaign member.; Lea M Ulm Lux Lead Sent false false; K Bonn null Contact Responded true true; 1 1 1 0',
    converted:
      'true 2; Lux1UlmWebHot; Lea Ll@example.comUlmtrue; LuxProspecting3/31/2026Webtruetrue; trueClosed - Convertedtruetruetrue1/15/2026; CANNOT_UPDATE_CONVERTED_LEAD cannot reference converted lead; CANNOT_UPDATE_CONVERTED_LEAD',
    convertedInto: 'Old9Ulm null 0true',
    badStatus:
      'ConvertLead failed. First exception on row 0; first error: INVALID_STATUS, invalid convertedStatus: Working - Contacted: [Status] 0',
    statuses: 'Closed Won 100 Closed Lost 0 ClosedCompleted1',
    messages: 'Hi TextPost0Publishedtrue saved',
    relatedMessage: /not supported by the local org: an e-mail message that is related to a record/,
    hours: 'Default 00:00:00.000Z'
  };
  for (const [method, result] of Object.entries(cases))
    it(method, () => {
      const found = run(method);
      if (result instanceof RegExp) assert.match(String(found), result);
      else assert.equal(found, result);
    });
});
