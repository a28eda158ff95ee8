/** `System.FlexQueue` (Apex Reference Guide, "FlexQueue Class"): true where the order has changed. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { currentTransaction } from './transaction.ts';

/** Takes the job out of the queue and puts it where `place` says, among the other jobs. */
function move(jobId: string | null, neighbour: string | null, place: (others: readonly string[]) => number): boolean {
  if (jobId === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  const transaction = currentTransaction();
  const queue = transaction.org.jobs.flexQueue;
  const before = queue.order();
  // The reference speaks of an exception for "an element not found", without its words.
  for (const id of neighbour === null ? [jobId] : [jobId, neighbour])
    if (!before.includes(id)) notSupported(`FlexQueue with ${id}, which is not in the flex queue`);
  const after = before.filter((id) => id !== jobId);
  after.splice(place(after), 0, jobId);
  if (after.every((id, index) => id === before[index])) return false;
  queue.reorder(after);
  transaction.changes += 1;
  return true;
}

function moveBeside(jobId: string | null, neighbour: string | null, offset: 0 | 1): boolean {
  if (neighbour === null) throw apexException('NullPointerException', 'Argument cannot be null.');
  if (jobId === neighbour) notSupported('FlexQueue with the same job twice');
  return move(jobId, neighbour, (others) => others.indexOf(neighbour) + offset);
}

export const flexQueueTypes: LibraryType[] = [
  libraryType(
    'FlexQueue',
    {},
    {
      'static Boolean moveJobToFront(Id jobId)': (id: string | null) => move(id, null, () => 0),
      'static Boolean moveJobToEnd(Id jobId)': (id: string | null) => move(id, null, (others) => others.length),
      'static Boolean moveBeforeJob(Id jobToMoveId, Id jobInQueueId)': (id: string | null, other: string | null) =>
        moveBeside(id, other, 0),
      'static Boolean moveAfterJob(Id jobToMoveId, Id jobInQueueId)': (id: string | null, other: string | null) =>
        moveBeside(id, other, 1)
    }
  )
];
