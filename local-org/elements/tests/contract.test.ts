import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Contract, ContractError } from '../contract.ts';
import { objectMessage } from './signed-requests.ts';

describe('the contract', () => {
  const contract = new Contract();

  it('knows the types of its document', () => {
    assert.deepEqual(contract.knownTypes, [
      'population.object',
      'population.manifest',
      'inventory.rows',
      'inventory.manifest'
    ]);
  });

  it('lets members pass that it does not name, because a later package may add them', () => {
    contract.message(JSON.parse(objectMessage('A').replace('"records"', '"recordz":1,"records"')));
  });

  it('refuses them when it is asked to be strict', () => {
    const strict = new Contract({ strict: true });
    assert.throws(
      () => strict.message(JSON.parse(objectMessage('A').replace('"records"', '"recordz":1,"records"'))),
      (error) => error instanceof ContractError && /recordz/.test(error.message)
    );
  });

  for (const value of [null, [], 'text', 1, {}]) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      assert.throws(() => contract.message(value), ContractError);
    });
  }
});
