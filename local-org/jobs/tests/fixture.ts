/** The small sfdx project that the tests of jobs and platform run. */
import { fileURLToPath } from 'node:url';

export const FIXTURE_PROJECT = fileURLToPath(new URL('../../tests/fixture-project', import.meta.url));
