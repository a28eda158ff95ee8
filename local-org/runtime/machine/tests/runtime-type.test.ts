import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { libraryType } from '../../../apex/library.ts';
import { ApexList, ApexMap, ApexSet } from '../../values/collections.ts';
import { Decimal } from '../../values/decimal.ts';
import { ApexException, NotSupportedError } from '../errors.ts';
import { installTypeRegistry, TypeRegistry } from '../runtime-type.ts';

const types = new TypeRegistry();
types.addLibrary([
  libraryType('List', { parameters: ['E'], implements: ['Iterable<E>'] }, {}),
  libraryType('Set', { parameters: ['E'], implements: ['Iterable<E>'] }, {}),
  libraryType('Map', { parameters: ['K', 'V'] }, {}),
  libraryType('Iterable', { parameters: ['E'], kind: 'interface' }, {}),
  libraryType('Exception', { extensible: true }, {}),
  libraryType('MathException', { extends: 'Exception' }, {}),
  libraryType('LoggingLevel', { kind: 'enum', enumValues: ['NONE', 'ERROR'] }, {})
]);
types.addObjects(['Account', 'Contact']);
installTypeRegistry(types);
const type = (name: string) => types.get(name);

describe('types at run time', () => {
  it('are interned whatever the spelling', () => {
    assert.equal(type('map<string, list<ACCOUNT>>'), type('Map<String,List<Account>>'));
    assert.equal(type('Integer[]'), type('List<Integer>'));
    assert.equal(type('System.MathException'), type('MathException'));
    assert.equal(type('System.String'), type('String'));
  });

  it('refuse names that nothing has', () => {
    assert.throws(() => type('Nothing__c'), NotSupportedError);
    assert.equal(types.find('List<Nothing__c>'), null);
  });

  it('tell Integer from Long and Decimal', () => {
    assert.equal(type('Integer').isInstance(1), true);
    assert.equal(type('Integer').isInstance(1n), false);
    assert.equal(type('Decimal').isInstance(Decimal.ONE), true);
    assert.equal(type('Object').isInstance(null), false);
  });

  it('take a String that is a valid id for an Id', () => {
    assert.equal(type('Id').isInstance('001000000000001AAA'), true);
    assert.equal(type('Id').isInstance('001000000000001AAB'), false);
  });

  it('convert lists by their elements and maps by their values, sets and keys not at all', () => {
    const list = new ApexList(type('List<String>'));
    assert.equal(type('List<Object>').isInstance(list), true);
    assert.equal(type('Iterable<Object>').isInstance(list), true);
    assert.equal(type('List<Integer>').isInstance(list), false);
    const map = new ApexMap(type('Map<Id,String>'));
    assert.equal(type('Map<Id,Object>').isInstance(map), true);
    assert.equal(type('Map<Object,String>').isInstance(map), false);
    assert.equal(type('Set<Object>').isInstance(new ApexSet(type('Set<String>'))), false);
  });

  it('take a List<SObject> for a list of any object, and the other way round', () => {
    assert.equal(type('List<Account>').isInstance(new ApexList(type('List<SObject>'))), true);
    assert.equal(type('List<SObject>').isInstance(new ApexList(type('List<Account>'))), true);
    assert.equal(type('List<Contact>').isInstance(new ApexList(type('List<Account>'))), false);
  });

  it('know exceptions by their parents', () => {
    const exception = new ApexException('System.MathException', 'Divide by 0');
    assert.equal(type('Exception').isInstance(exception), true);
    assert.equal(exception.apexType, type('MathException'));
  });

  it('hold one object per enum value', () => {
    const [, error] = type('LoggingLevel').enumValues;
    assert.equal(error?.name, 'ERROR');
    assert.equal(error?.ordinal, 1);
    assert.equal(type('LoggingLevel').enumValues[1], error);
    assert.equal(type('LoggingLevel').isInstance(error), true);
  });
});
