import confirm from '@salesforce/label/c.Preview_Confirm';
import cost from '@salesforce/label/c.Preview_Cost';
import costInFull from '@salesforce/label/c.Preview_CostInFull';
import excluded from '@salesforce/label/c.Preview_Excluded';
import largest from '@salesforce/label/c.Preview_Largest';
import loading from '@salesforce/label/c.Preview_Loading';
import noChange from '@salesforce/label/c.Preview_NoChange';
import object from '@salesforce/label/c.Preview_Object';
import objects from '@salesforce/label/c.Preview_Objects';
import queries from '@salesforce/label/c.Preview_Queries';
import reason from '@salesforce/label/c.Preview_Reason';
import reasons from '@salesforce/label/c.Preview_Reasons';
import records from '@salesforce/label/c.Preview_Records';
import title from '@salesforce/label/c.Preview_Title';

export default {
  confirm,
  cost,
  costInFull,
  excluded,
  largest,
  loading,
  noChange,
  object,
  objects,
  queries,
  reason,
  reasons,
  records,
  title
};
