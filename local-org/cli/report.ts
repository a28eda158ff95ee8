import type { JobOutcome, ObjectOutcome } from './main-job.ts';
import { formatCount } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** What `--report FILE` holds, as JSON. Members are added, never changed. */
export interface StartReport {
  readonly version: 1;
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly node: string;
  /** `samples`: real data; `generated`: real airports repeated (`--rows`). */
  readonly data: 'samples' | 'generated';
  readonly loaded: Readonly<Record<string, number>>;
  readonly outcome: JobOutcome;
  /** Asynchronous jobs that ended with an error. */
  readonly failedJobs: readonly string[];
}

/** The table that `npm start` prints when the run is over. */
export function printReport(terminal: Terminal, { outcome, failedJobs }: StartReport): void {
  const { run, objects, delivery } = outcome;
  const withRecords = objects.filter((object) => object.records !== 0);
  const empty = objects.filter((object) => object.records === 0);
  terminal.line();
  terminal.table(
    [
      { title: 'Object', maxWidth: 40 },
      { title: 'Records', align: 'right' },
      { title: 'Fields measured', align: 'right' },
      { title: 'Not measured', align: 'right' },
      { title: 'Average fill', align: 'right' },
      { title: 'Status' }
    ],
    withRecords.map((object) => [
      object.object,
      object.records === null ? '?' : formatCount(object.records),
      formatCount(object.fieldsMeasured),
      formatCount(object.fieldsUnmeasured.length),
      percent(object.averageFill),
      object.status
    ])
  );
  if (empty.length > 0) {
    const names = empty.map((object) => object.object).join(', ');
    terminal.line(terminal.style('dim', `${empty.length} more without records: ${names}`));
  }
  printReasons(terminal, objects);
  terminal.line();
  terminal.line(
    `Run        ${run.name}: ${run.status}, ${figure(run.recordsCounted)} records in ${objects.length} objects`
  );
  terminal.line(`Fields     ${figure(run.fieldsMeasured)} measured, ${figure(run.fieldsUnmeasured)} not measured`);
  terminal.line(
    `Cost       ${figure(run.queriesUsed)} queries, ${figure(run.queryRowsUsed)} query rows, ${figure(run.asyncExecutions)} asynchronous executions`
  );
  terminal.line(
    `Delivery   ${formatCount(delivery.delivered)} messages delivered, ${formatCount(delivery.verified)} verified by the endpoint, manifest ${delivery.manifest}`
  );
  for (const problem of [...outcome.problems, ...failedJobs])
    terminal.line(`${terminal.style('red', 'Problem')}    ${problem}`);
}

function printReasons(terminal: Terminal, objects: readonly ObjectOutcome[]): void {
  const byReason = new Map<string, string[]>();
  for (const { object, fieldsUnmeasured } of objects) {
    for (const { field, reason } of fieldsUnmeasured) {
      const fields = byReason.get(reason) ?? [];
      fields.push(`${object}.${field}`);
      byReason.set(reason, fields);
    }
  }
  if (byReason.size === 0) return;
  terminal.line();
  terminal.line(terminal.style('bold', 'Not measured'));
  for (const [reason, fields] of byReason) {
    const shown = fields.slice(0, 4).join(', ');
    const more = fields.length > 4 ? ` and ${fields.length - 4} more` : '';
    terminal.line(`${String(fields.length).padStart(4)}  ${reason}`);
    terminal.line(terminal.style('dim', `      ${shown}${more}`));
  }
}

function figure(count: number | null | undefined): string {
  return count == null ? '?' : formatCount(count);
}

/** Never rounds a little to 0 % nor almost all to 100 %. */
function percent(share: number | null): string {
  if (share === null) return '';
  if (share > 0 && share < 0.01) return '<1 %';
  if (share < 1 && share > 0.99) return '>99 %';
  return `${Math.round(share * 100)} %`;
}
