/**
 * Server classes of Visualforce as tests of controllers use them. Sources: Apex Reference Guide v65 (the class), Visualforce
 * Developer Guide ("Error Handling": `/apex/failure?error=noParam`), and the suite named beside an answer.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { openProgram, problems } from './org-program.ts';

const Main = `@IsTest
public class Main {
  public static String url() { PageReference page = Page.failure; page.getParameters().put('error', 'noParam'); return page.getUrl(); }
  public static String shortForms() { System.PageReference a = System.Page.Failure; return '' + (a.getUrl() == Page.FAILURE.getUrl()) + (Page.failure == Page.failure); }
  public static String parsed() {
    PageReference page = new PageReference('/apex/x?id=1&retURL=%2Fhome#top');
    return page.getParameters().get('RETurl') + page.getParameters().containsKey('ID') + page.getAnchor() + page.getUrl() + page.getParameters().keySet();
  }
  public static String escaped() { PageReference page = new PageReference('/x'); page.getParameters().put('ids', '1,2'); return page.getUrl(); }
  public static String spaces() { PageReference page = new PageReference('/x'); page.getParameters().put('q', 'a b'); return page.getUrl(); }
  public static String redirects() { PageReference page = new PageReference('/x'); return '' + page.getRedirect() + page.setRedirect(true).getRedirect() + page.getRedirectCode(); }
  public static String current() {
    Test.setCurrentPage(Page.failure); ApexPages.currentPage().getParameters().put('a', 'b'); ApexPages.currentPage().getHeaders().put('Host', 'h');
    return ApexPages.currentPage().getUrl() + System.currentPageReference().getParameters().get('A') + ApexPages.currentPage().getHeaders().get('Host');
  }
  public static String none() { ApexPages.currentPage().getParameters().put('a', 'b'); return ApexPages.currentPage().getParameters().get('a'); }
  public static String addressOfNone() { return ApexPages.currentPage().getUrl(); }
  public static String cookies() {
    Test.setCurrentPage(Page.failure); Cookie cookie = new Cookie('n', 'v', null, -1, false);
    ApexPages.currentPage().setCookies(new Cookie[]{ cookie });
    Cookie read = ApexPages.currentPage().getCookies().get('n');
    return read.getValue() + read.getMaxAge() + read.isSecure() + ApexPages.currentPage().getCookies().get('other');
  }
  public static String messages() {
    String before = '' + ApexPages.hasMessages();
    ApexPages.addMessage(new ApexPages.Message(ApexPages.Severity.WARNING, 'one'));
    ApexPages.addMessage(new ApexPages.Message(ApexPages.Severity.ERROR, 'two', 'detail'));
    try { insert new Account(); } catch (DmlException e) { ApexPages.addMessages(e); }
    for (ApexPages.Message each : ApexPages.getMessages()) before += ' ' + each.getSeverity() + each.getSummary() + each.getDetail();
    return before + ApexPages.hasMessages(ApexPages.Severity.FATAL) + ApexPages.hasMessages(ApexPages.Severity.Error);
  }
  public with sharing class Extension {
    final ApexPages.StandardController controller;
    public Extension(ApexPages.StandardController controller) { this.controller = controller; }
    public PageReference store() { ((Account) controller.getRecord()).Description = 'changed'; return controller.save(); }
  }
  public static String controller() {
    Account account = new Account(Name = 'A'); insert account;
    PageReference page = new Extension(new ApexPages.StandardController(account)).store();
    String shown = '' + (page.getUrl() == '/' + String.valueOf(account.Id).left(15)) + [SELECT Description FROM Account].Description;
    new ApexPages.StandardController(account).delete();
    return shown + [SELECT COUNT() FROM Account];
  }
  public static String unsaved() { return '' + new ApexPages.StandardController(new Account()).save() + ApexPages.getMessages()[0].getSummary(); }
  public static String addFields() { try { new ApexPages.StandardController(new Account()).addFields(new List<String>{ 'Name' }); return null; } catch (SObjectException e) { return e.getMessage(); } }
  public static String sets() {
    List<Account> accounts = new List<Account>(); for (Integer i = 0; i < 25; i++) accounts.add(new Account(Name = 'A' + i)); insert accounts;
    ApexPages.StandardSetController all = new ApexPages.StandardSetController(Database.getQueryLocator('SELECT Name FROM Account ORDER BY CreatedDate, Id'));
    String shown = '' + all.getResultSize() + all.getPageSize() + all.getHasNext() + all.getRecords().size();
    all.next(); shown += ' ' + all.getPageNumber() + all.getRecords().size() + all.getHasNext() + all.getHasPrevious() + all.getSelected().size();
    all.setSelected(all.getRecords());
    try { all.getRecords().clear(); } catch (FinalException e) { shown += all.getSelected().size(); }
    return shown;
  }
  public static String options() { List<SelectOption> all = new List<SelectOption>{ new SelectOption('v', 'Label'), new SelectOption('w', 'Other', true) }; return all[0].getValue() + all[0].getLabel() + all[0].getDisabled() + all[1].getDisabled(); }
}`;

const page = { 'app/pages/Failure.page': '<apex:page/>', 'app/pages/Failure.page-meta.xml': '<ApexPage/>' };

describe('server classes of Visualforce', () => {
  const { run, runtime } = openProgram({ Main }, page);
  after(() => runtime.close());

  const answers: ReadonlyArray<readonly [method: string, answer: string]> = [
    ['url', '/apex/failure?error=noParam'],
    ['shortForms', 'truefalse'],
    ['parsed', '/hometruetop/apex/x?id=1&retURL=%2Fhome#top{id, retURL}'],
    ['escaped', '/x?ids=1%2C2'], // ActionPlansV4
    ['spaces', 'not supported by the local org: the address of a page with the parameter text a b'],
    ['redirects', 'falsetrue0'],
    ['current', '/apex/failure?a=bbh'],
    ['none', 'b'], // NPSP
    ['addressOfNone', 'not supported by the local org: the address of the page of a test that has set none'],
    ['cookies', 'v-1falsenull'],
    [
      'messages',
      'false WARNINGoneone ERRORtwodetail ERRORRequired fields are missing: [Name]Required fields are missing: [Name]falsetrue'
    ],
    ['controller', 'truechanged0'],
    ['unsaved', 'nullRequired fields are missing: [Name]'],
    ['addFields', 'You cannot call addFields when the data is being passed into the controller by the caller.'],
    ['sets', '2520true20 25falsetrue05'],
    ['options', 'vLabelfalsetrue']
  ];
  for (const [method, answer] of answers) it(method, () => assert.equal(run(method), answer));

  it('a page that does not exist is a compile error', () =>
    assert.deepEqual(problems({ Main: 'public class Main { PageReference p = Page.Nope; }' }, page), [
      'Page does not exist: Nope'
    ]));
});
