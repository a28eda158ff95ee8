/**
 * Types of the platform that the library does not declare: code may name them, those of data can be made and filled, and
 * nothing about them is guessed. Sources: the Apex Reference Guide v65 for the types, `connect-api.ts` for Connect in Apex.
 */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `public class Main {
  /** Names what is not implemented, and is there all the same. */
  private BusinessHours hours;
  private Datacloud.DuplicateResult duplicates;
  public Database.PaginationCursor cursor() { return null; }
  public static String named() { return '' + new Main().cursor(); }

  public class Deployed implements Metadata.DeployCallback {
    public void handleResult(Metadata.DeployResult result, Metadata.DeployCallbackContext context) { }
  }
  public class Handler implements Messaging.InboundEmailHandler {
    public Messaging.InboundEmailResult handleInboundEmail(Messaging.InboundEmail email, Messaging.InboundEnvelope envelope) {
      Messaging.InboundEmailResult result = new Messaging.InboundEmailResult();
      result.success = email.binaryAttachments == null && envelope.fromAddress != null;
      result.message = email.subject;
      return result;
    }
  }
  public static String mail() {
    Messaging.InboundEmail email = new Messaging.InboundEmail();
    email.subject = 'Hello';
    Messaging.InboundEnvelope envelope = new Messaging.InboundEnvelope();
    envelope.fromAddress = 'a@example.com';
    Messaging.InboundEmailResult result = new Handler().handleInboundEmail(email, envelope);
    return result.message + result.success;
  }

  static ConnectApi.FeedItemInput item() {
    ConnectApi.TextSegmentInput text = new ConnectApi.TextSegmentInput();
    text.text = 'Hi';
    ConnectApi.FeedItemInput item = new ConnectApi.FeedItemInput();
    item.body = new ConnectApi.MessageBodyInput();
    item.body.messageSegments = new List<ConnectApi.MessageSegmentInput>{ text };
    item.feedElementType = ConnectApi.FeedElementType.FeedItem;
    return item;
  }
  public static String segments() {
    ConnectApi.MessageSegmentInput first = item().body.messageSegments[0];
    return ((ConnectApi.TextSegmentInput) first).text + (first instanceof ConnectApi.TextSegmentInput)
      + (first instanceof ConnectApi.MentionSegmentInput) + item().feedElementType;
  }
  public static String wrongCast() { return ((ConnectApi.MentionSegmentInput) item().body.messageSegments[0]).id; }
  public static String posts() { ConnectApi.ChatterFeeds.postFeedElement(null, item()); return 'posted'; }
  public static String testable() { ConnectApi.ChatterFeeds.getFeedElementsFromFeed(null, ConnectApi.FeedType.Company); return 'read'; }

  /** As the guide's example of DuplicateResult does. */
  public static String duplicates() {
    Integer found = 0;
    for (Database.Error error : Database.insert(new Account(), false).getErrors()) {
      if (error instanceof Database.DuplicateError) found += ((Database.DuplicateError) error).getFields().size();
    }
    return String.valueOf(found);
  }
  public static String walks() {
    insert new Account(Name = 'One');
    Database.QueryLocatorIterator rows = Database.getQueryLocator('SELECT Name FROM Account').iterator();
    String names = '';
    while (rows.hasNext()) names += ((Account) rows.next()).Name;
    return names;
  }

  public static String values() {
    Metadata.CustomMetadata made = new Metadata.CustomMetadata();
    made.values.add(new Metadata.CustomMetadataValue());
    return String.valueOf(made.values.size());
  }
  public static String header() {
    EventBus.ChangeEventHeader header = new EventBus.ChangeEventHeader();
    header.changeType = 'CREATE';
    header.setEntityName('Account');
    return header.getChangeType() + header.entityName;
  }
  public static String enums() { return ConnectApi.MarkupType.valueOf('Bold').name(); }
  public static String ordinal() { return String.valueOf(ConnectApi.MarkupType.Bold.ordinal()); }
  public static String flag() { return String.valueOf(item().isBookmarkedByCurrentUser); }
  public static String text() { return String.valueOf(item()); }
  public static String network() { return '' + System.Network.getNetworkId() + Network.getNetworkId(); }
  public static String json() { return JSON.serialize(item()); }
}`;

const SILOED =
  'System.UnsupportedOperationException: ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).';
const UNSUPPORTED = 'not supported by the local org: ';

const CASES: ReadonlyArray<readonly [method: string, expected: string]> = [
  ['named', 'null'],
  ['mail', 'Hellotrue'],
  ['segments', 'HitruefalseFeedItem'],
  [
    'wrongCast',
    'System.TypeException: Invalid conversion from runtime type ConnectApi.TextSegmentInput to ConnectApi.MentionSegmentInput'
  ],
  ['posts', SILOED],
  ['testable', `${UNSUPPORTED}ConnectApi.ChatterFeeds.getFeedElementsFromFeed`],
  ['duplicates', '0'],
  ['walks', 'One'],
  ['values', '1'],
  ['header', 'CREATEAccount'],
  ['enums', 'Bold'],
  ['ordinal', `${UNSUPPORTED}the order of the values of ConnectApi.MarkupType`],
  ['flag', `${UNSUPPORTED}ConnectApi.FeedItemInput.isBookmarkedByCurrentUser that was not set`],
  ['text', `${UNSUPPORTED}the text of a ConnectApi.FeedItemInput`],
  ['network', 'nullnull'],
  ['json', `${UNSUPPORTED}ConnectApi.FeedItemInput in JSON`]
];

const program = openProgram({ Main });
after(() => program.runtime.close());

for (const [method, expected] of CASES) it(method, () => assert.equal(program.run(method), expected));

it('refuses what cannot be known of them, or named, when it compiles', () => {
  const body = (code: string): string => `public class Main { public static void run() { ${code} } }`;
  const OR = ' (or not supported by the local org)';
  assert.deepEqual(problems({ Main: body('Object o = ConnectApi.MarkupType.values();') }), [
    `${UNSUPPORTED}the order of the values of ConnectApi.MarkupType`
  ]);
  assert.deepEqual(problems({ Main: body('Object o = new ConnectApi.MessageSegmentInput();') }), [
    `Type cannot be constructed: ConnectApi.MessageSegmentInput${OR}`
  ]);
  assert.deepEqual(problems({ Main: 'public class Main extends VisualEditor.DynamicPickList { }' }), [
    `${UNSUPPORTED}classes that extend VisualEditor.DynamicPickList`
  ]);
  // Nothing more can be said of such a class (trailheadapps/ebikes-lwc).
  const picklist = 'public override VisualEditor.DataRow getDefaultValue() { return null; }';
  assert.deepEqual(problems({ Main: `public class Main extends VisualEditor.DynamicPickList { ${picklist} }` }), [
    `${UNSUPPORTED}classes that extend VisualEditor.DynamicPickList`
  ]);
  assert.deepEqual(problems({ Main: 'public class Main implements Metadata.DeployCallback { }' }), [
    'Class Main must implement the method: void Metadata.DeployCallback.handleResult(Metadata.DeployResult, Metadata.DeployCallbackContext)'
  ]);
  // What they convert to is not all known.
  assert.deepEqual(problems({ Main: body('Wave.QueryNode a; Wave.ProjectionNode b = a;') }), [
    `Illegal assignment from Wave.QueryNode to Wave.ProjectionNode${OR}`
  ]);
  assert.deepEqual(problems({ Main: body('Wave.QueryNode a; Object b = (Wave.ProjectionNode) a;') }), [
    `Incompatible types since an instance of Wave.QueryNode is never an instance of Wave.ProjectionNode${OR}`
  ]);
  assert.deepEqual(problems({ Main: body('ConnectApi.TextSegmentInput t; t.size = 5;') }), [
    `Variable does not exist: size${OR}`
  ]);
  assert.deepEqual(problems({ Main: body('Currency c;') }), ['Type is not visible: CURRENCY']);
  // Object Reference, "UserRecordAccess": queries reach it from records of any object.
  assert.deepEqual(problems({ Main: body('Object o = new Account().UserRecordAccess.HasEditAccess;') }), [
    `Variable does not exist: UserRecordAccess${OR}`
  ]);
});
