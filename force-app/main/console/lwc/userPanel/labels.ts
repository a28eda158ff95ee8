import choose from '@salesforce/label/c.Connection_UserChoose';
import chooseNamed from '@salesforce/label/c.Connection_UserChooseNamed';
import chosen from '@salesforce/label/c.Connection_UserChosen';
import find from '@salesforce/label/c.Connection_UserFind';
import found from '@salesforce/label/c.Connection_UserFound';
import licence from '@salesforce/label/c.Connection_UserLicence';
import name from '@salesforce/label/c.Connection_UserName';
import none from '@salesforce/label/c.Connection_UserNone';
import noneFound from '@salesforce/label/c.Connection_UserNoneFound';
import note from '@salesforce/label/c.Connection_UserNote';
import profile from '@salesforce/label/c.Connection_UserProfile';
import saved from '@salesforce/label/c.Connection_UserSaved';
import search from '@salesforce/label/c.Connection_UserSearch';
import title from '@salesforce/label/c.Connection_User';

export default {
  choose,
  chooseNamed,
  chosen,
  find,
  found,
  licence,
  name,
  none,
  noneFound,
  note,
  profile,
  saved,
  search,
  title
};
