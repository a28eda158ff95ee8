import chosen from '@salesforce/label/c.Settings_ObjectsChosen';
import count from '@salesforce/label/c.Settings_ObjectCount';
import counted from '@salesforce/label/c.Settings_ObjectCounted';
import find from '@salesforce/label/c.Settings_ObjectFind';
import found from '@salesforce/label/c.Settings_ObjectsFound';
import leaveOut from '@salesforce/label/c.Settings_ObjectLeaveOut';
import leftOut from '@salesforce/label/c.Settings_ObjectLeftOut';
import note from '@salesforce/label/c.Settings_ObjectsNote';
import nothingChosen from '@salesforce/label/c.Settings_ObjectsNotChosen';
import nothingFound from '@salesforce/label/c.Settings_ObjectsNotFound';
import search from '@salesforce/label/c.Settings_ObjectSearch';
import title from '@salesforce/label/c.Settings_Objects';
import undo from '@salesforce/label/c.Settings_ObjectUndo';

export default {
  chosen,
  count,
  counted,
  find,
  found,
  leaveOut,
  leftOut,
  note,
  nothingChosen,
  nothingFound,
  search,
  title,
  undo
};
