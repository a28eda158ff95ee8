import assert from 'node:assert/strict';

/** `PopulationConsole.preview`, as far as tests use it. */
interface PreviewPage {
  readonly objects: readonly { readonly excludedBecause?: string }[];
  readonly queries: number;
  readonly queryRows: number;
  readonly asyncExecutions: number;
  readonly fullQueries: number;
  readonly fullQueryRows: number;
  readonly fullAsyncExecutions: number;
  readonly nextAfter?: string;
}

/** All pages of a preview together. */
export interface PreviewTotals {
  /** Not left out. */
  readonly objects: number;
  readonly queries: number;
  readonly queryRows: number;
  readonly asyncExecutions: number;
  /** If every object had changed since the last run. */
  readonly full: { readonly queries: number; readonly queryRows: number; readonly asyncExecutions: number };
}

/** @param preview asks for the page behind an object */
export async function previewTotals(preview: (after: string | null) => unknown): Promise<PreviewTotals> {
  const full = { queries: 0, queryRows: 0, asyncExecutions: 0 };
  const totals = { objects: 0, queries: 0, queryRows: 0, asyncExecutions: 0, full };
  let after: string | null = null;
  do {
    const page = (await preview(after)) as PreviewPage;
    totals.objects += page.objects.filter(({ excludedBecause }) => excludedBecause === undefined).length;
    totals.queries += page.queries;
    totals.queryRows += page.queryRows;
    totals.asyncExecutions += page.asyncExecutions;
    full.queries += page.fullQueries;
    full.queryRows += page.fullQueryRows;
    full.asyncExecutions += page.fullAsyncExecutions;
    after = page.nextAfter ?? null;
  } while (after !== null);
  return totals;
}

/** What a preview promises: at most a tenth off. */
export function assertWithinTenth(what: string, previewed: number, used: number): void {
  assert.ok(Math.abs(previewed - used) <= 0.1 * used, `${what}: ${previewed} previewed, ${used} used`);
}
