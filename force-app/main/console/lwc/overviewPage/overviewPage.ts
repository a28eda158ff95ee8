import { LightningElement } from 'lwc';

/** The page "Overview": every check, worst first, with what to do. */
export default class OverviewPage extends LightningElement {}
