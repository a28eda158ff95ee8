import manage from '@salesforce/customPermission/ManageElementsConnect';
import view from '@salesforce/customPermission/ViewElementsConnect';

/** May start runs and change settings. Apex checks it again: here it only enables controls. */
export const canManage = (): boolean => manage === true;

/** May see results. */
export const canView = (): boolean => view === true || canManage();
