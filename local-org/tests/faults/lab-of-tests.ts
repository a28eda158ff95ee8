import { after, before } from 'node:test';
import { FaultLab } from './fault-org.ts';
import type { FaultOrg } from './fault-org.ts';

/** A lab for the tests of the `describe` that makes it, and an org for each test that asks for one. */
export class LabOfTests {
  #lab: FaultLab | null = null;
  #org: FaultOrg | null = null;

  constructor() {
    before(async () => {
      this.#lab = await FaultLab.open();
    });
    after(() => this.#lab?.close());
  }

  get lab(): FaultLab {
    if (!this.#lab) throw new Error('the lab is open while the tests run');
    return this.#lab;
  }

  /** The org of the test that runs, see `within`. */
  get org(): FaultOrg {
    if (!this.#org) throw new Error('a test that uses an org has to run within one');
    return this.#org;
  }

  /** @returns the test, in a fresh org that is closed whatever becomes of the test */
  within(test: () => void): () => void {
    return () => {
      this.#org = this.lab.org();
      try {
        test();
      } finally {
        this.#org.close();
        this.#org = null;
      }
    };
  }
}
