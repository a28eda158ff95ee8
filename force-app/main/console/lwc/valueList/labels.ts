import count from '@salesforce/label/c.Population_Count';
import empty from '@salesforce/label/c.Population_ValuesEmpty';
import inactive from '@salesforce/label/c.Population_ValueInactive';
import notMeasured from '@salesforce/label/c.Population_NotMeasured';
import share from '@salesforce/label/c.Population_Share';
import undefinedValue from '@salesforce/label/c.Population_ValueUndefined';
import unused from '@salesforce/label/c.Population_ValueUnused';
import value from '@salesforce/label/c.Population_Value';

export default { count, empty, inactive, notMeasured, share, undefinedValue, unused, value };
