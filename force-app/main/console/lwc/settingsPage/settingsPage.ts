import { LightningElement } from 'lwc';

/** The page "Settings". */
export default class SettingsPage extends LightningElement {}
