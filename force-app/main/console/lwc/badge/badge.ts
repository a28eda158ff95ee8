import { LightningElement, api } from 'lwc';

/** How a badge looks. */
export type BadgeTheme = 'good' | 'warning' | 'bad' | 'active' | 'neutral';

/** A state as a word on a colour, with an icon where one is given. */
export default class Badge extends LightningElement {
  @api label = '';
  @api theme: BadgeTheme = 'neutral';
  @api iconName = '';

  get badgeClass(): string {
    return `badge badge_${this.theme}`;
  }
}
