import apiHost from '@salesforce/label/c.Connection_ApiHost';
import appHost from '@salesforce/label/c.Connection_AppHost';
import copy from '@salesforce/label/c.Connection_CopyIps';
import customHint from '@salesforce/label/c.Connection_CustomHint';
import loginIps from '@salesforce/label/c.Connection_LoginIps';
import note from '@salesforce/label/c.Connection_RegionNote';
import region from '@salesforce/label/c.Connection_RegionName';
import save from '@salesforce/label/c.Connection_RegionSave';
import saved from '@salesforce/label/c.Connection_RegionSaved';
import title from '@salesforce/label/c.Connection_Region';
import unknown from '@salesforce/label/c.Connection_NotKnown';

export default {
  apiHost,
  appHost,
  copy,
  customHint,
  loginIps,
  note,
  region,
  save,
  saved,
  title,
  unknown
};
