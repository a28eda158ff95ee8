import { LightningElement, api } from 'lwc';

/**
 * A part of a page under a heading: an outline while it is loading, what went wrong, or its content. The slot `actions`
 * is beside the heading. @fires retry when the user wants to try again what went wrong.
 */
export default class Panel extends LightningElement {
  @api heading = '';
  /** A line under the heading. */
  @api note = '';
  /** What it shows is not there yet. */
  @api loading = false;
  /** Why it cannot be shown, as a `catch` receives it. */
  @api failure: unknown;

  /** The component that consists of this panel, while it is marked. */
  private marked: Element | null = null;

  override renderedCallback(): void {
    if (this.loading) this.mark();
    else this.unmark();
  }

  override disconnectedCallback(): void {
    this.unmark();
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  /**
   * A page hides what stands below something that is busy, so that nothing jumps when it has loaded. What stands in a
   * page is this panel, or the component around it.
   */
  private mark(): void {
    this.setAttribute('aria-busy', 'true');
    const around = this.template?.host.getRootNode();
    this.marked = around instanceof ShadowRoot ? around.host : null;
    this.marked?.setAttribute('aria-busy', 'true');
  }

  private unmark(): void {
    this.removeAttribute('aria-busy');
    this.marked?.removeAttribute('aria-busy');
    this.marked = null;
  }
}
