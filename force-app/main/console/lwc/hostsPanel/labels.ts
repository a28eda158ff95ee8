import api from '@salesforce/label/c.Settings_ApiHost';
import app from '@salesforce/label/c.Settings_AppHost';
import note from '@salesforce/label/c.Settings_HostsNote';
import save from '@salesforce/label/c.Settings_Save';
import saved from '@salesforce/label/c.Settings_HostsSaved';
import title from '@salesforce/label/c.Settings_Hosts';

export default {
  api,
  app,
  note,
  save,
  saved,
  title
};
