import failed from '@salesforce/label/c.Population_TrendFailed';
import trend from '@salesforce/label/c.Population_ObjectTrend';

export default {
  failed,
  trend
};
