import type { Part } from '../part.ts';
import { comparison, scale } from './comparison.ts';
import { compile } from './compile.ts';
import { consoleInBrowser } from './console.ts';
import { delivery } from './delivery.ts';
import { dml } from './dml.ts';
import { load } from './load.ts';
import { narrowing } from './narrowing.ts';
import { plan } from './plan.ts';
import { population } from './population.ts';
import { readiness } from './readiness.ts';
import { scans } from './scans.ts';
import { soql } from './soql.ts';
import { tests } from './tests.ts';
import { tools } from './tools.ts';

/** In the order in which they run: the short ones first. */
export const PARTS: readonly Part[] = [
  compile,
  tests,
  soql,
  dml,
  delivery,
  readiness,
  load,
  scans,
  population,
  plan,
  consoleInBrowser,
  comparison,
  scale,
  tools,
  narrowing
];
