import averageFill from '@salesforce/label/c.Population_AverageFill';
import empty from '@salesforce/label/c.Population_ObjectsEmpty';
import noAverage from '@salesforce/label/c.Population_NoAverage';
import noMatch from '@salesforce/label/c.Console_NoMatch';
import noReason from '@salesforce/label/c.Population_NoReason';
import noRecords from '@salesforce/label/c.Population_NoRecords';
import notMeasured from '@salesforce/label/c.Population_NotMeasured';
import object from '@salesforce/label/c.Population_Object';
import objects from '@salesforce/label/c.Population_Objects';
import queued from '@salesforce/label/c.Population_ObjectQueued';
import records from '@salesforce/label/c.Population_Records';
import running from '@salesforce/label/c.Population_ObjectRunning';
import search from '@salesforce/label/c.Population_SearchObjects';

export default {
  averageFill,
  empty,
  noAverage,
  noMatch,
  noReason,
  noRecords,
  notMeasured,
  object,
  objects,
  queued,
  records,
  running,
  search
};
