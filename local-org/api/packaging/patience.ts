/**
 * Clients ask how packaging work goes right after they have requested it, then only every 5 to 30 seconds. So a request
 * is answered when its work has ended, or after a while: the work goes on either way, and its row tells how far it is.
 */
const MILLISECONDS = 20_000;

export async function answeredAfter(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MILLISECONDS);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
