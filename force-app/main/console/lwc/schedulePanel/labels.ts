import by from '@salesforce/label/c.Schedule_By';
import cancel from '@salesforce/label/c.Console_Cancel';
import change from '@salesforce/label/c.Schedule_Change';
import daily from '@salesforce/label/c.Schedule_Daily';
import frequency from '@salesforce/label/c.Schedule_Frequency';
import friday from '@salesforce/label/c.Schedule_Friday';
import monday from '@salesforce/label/c.Schedule_Monday';
import monthday from '@salesforce/label/c.Schedule_Monthday';
import monthly from '@salesforce/label/c.Schedule_Monthly';
import nextRun from '@salesforce/label/c.Schedule_NextRun';
import none from '@salesforce/label/c.Schedule_None';
import previousRun from '@salesforce/label/c.Schedule_PreviousRun';
import saturday from '@salesforce/label/c.Schedule_Saturday';
import save from '@salesforce/label/c.Schedule_Save';
import saved from '@salesforce/label/c.Schedule_Saved';
import set from '@salesforce/label/c.Schedule_Set';
import stop from '@salesforce/label/c.Schedule_Stop';
import stopLine from '@salesforce/label/c.Schedule_StopLine';
import stopped from '@salesforce/label/c.Schedule_Stopped';
import stopTitle from '@salesforce/label/c.Schedule_StopTitle';
import suggestion from '@salesforce/label/c.Schedule_Suggestion';
import sunday from '@salesforce/label/c.Schedule_Sunday';
import thursday from '@salesforce/label/c.Schedule_Thursday';
import time from '@salesforce/label/c.Schedule_Time';
import title from '@salesforce/label/c.Schedule_Title';
import tuesday from '@salesforce/label/c.Schedule_Tuesday';
import used from '@salesforce/label/c.Schedule_Used';
import usedText from '@salesforce/label/c.Schedule_UsedText';
import wednesday from '@salesforce/label/c.Schedule_Wednesday';
import weekday from '@salesforce/label/c.Schedule_Weekday';
import weekly from '@salesforce/label/c.Schedule_Weekly';
import zone from '@salesforce/label/c.Schedule_Zone';

export default {
  by,
  cancel,
  change,
  daily,
  frequency,
  friday,
  monday,
  monthday,
  monthly,
  nextRun,
  none,
  previousRun,
  saturday,
  save,
  saved,
  set,
  stop,
  stopLine,
  stopped,
  stopTitle,
  suggestion,
  sunday,
  thursday,
  time,
  title,
  tuesday,
  used,
  usedText,
  wednesday,
  weekday,
  weekly,
  zone
};
