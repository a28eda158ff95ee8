import copied from '@salesforce/label/c.Console_Copied';
import copyFailed from '@salesforce/label/c.Console_CopyFailed';

export default {
  copied,
  copyFailed
};
