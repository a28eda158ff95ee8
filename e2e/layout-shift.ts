import type { Page } from 'playwright-core';

/** What the browser reports of a shift (Layout Instability API), as far as it is used. */
interface LayoutShift {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/**
 * How far the page's content has jumped about since it was opened, without what followed from the user's own input: the
 * cumulative layout shift, of which up to 0.1 is thought good. With the elements that moved most, for who has to mend it.
 */
export const layoutShift = (page: Page): Promise<{ readonly total: number; readonly moved: readonly string[] }> =>
  page.evaluate(
    () =>
      new Promise<{ total: number; moved: string[] }>((resolve) => {
        let total = 0;
        const moved: string[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as unknown as LayoutShift[]) {
            if (entry.hadRecentInput) continue;
            total += entry.value;
            for (const { node } of entry.sources) moved.push(node?.nodeName.toLowerCase() ?? 'gone');
          }
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        // Buffered entries are handed over in a task of their own.
        setTimeout(() => {
          observer.disconnect();
          resolve({ total, moved });
        }, 100);
      })
  );
