import allRecordTypes from '@salesforce/label/c.Population_AllRecordTypes';
import bandAll from '@salesforce/label/c.Population_BandAll';
import bandBelow25 from '@salesforce/label/c.Population_BandBelow25';
import bandBelow50 from '@salesforce/label/c.Population_BandBelow50';
import bandBelow75 from '@salesforce/label/c.Population_BandBelow75';
import bandFilter from '@salesforce/label/c.Population_BandFilter';
import bandFrom75 from '@salesforce/label/c.Population_BandFrom75';
import bandZero from '@salesforce/label/c.Population_BandZero';
import checkedOfTotal from '@salesforce/label/c.Population_CheckedOfTotal';
import empty from '@salesforce/label/c.Population_FieldsEmpty';
import field from '@salesforce/label/c.Population_Field';
import fields from '@salesforce/label/c.Population_Fields';
import filledOfTotal from '@salesforce/label/c.Population_FilledOfTotal';
import fillRate from '@salesforce/label/c.Population_FillRate';
import method from '@salesforce/label/c.Population_Method';
import methodAggregate from '@salesforce/label/c.Population_MethodAggregate';
import methodCheckbox from '@salesforce/label/c.Population_MethodCheckbox';
import methodCompound from '@salesforce/label/c.Population_MethodCompound';
import methodDefinition from '@salesforce/label/c.Population_MethodDefinition';
import methodFilter from '@salesforce/label/c.Population_MethodFilter';
import methodLength from '@salesforce/label/c.Population_MethodLength';
import methodScan from '@salesforce/label/c.Population_MethodScan';
import methodValues from '@salesforce/label/c.Population_MethodValues';
import noMatch from '@salesforce/label/c.Console_NoMatch';
import noReason from '@salesforce/label/c.Population_NoReason';
import noRecords from '@salesforce/label/c.Population_NoRecords';
import notMeasured from '@salesforce/label/c.Population_NotMeasured';
import recordType from '@salesforce/label/c.Population_RecordType';
import recordTypeOption from '@salesforce/label/c.Population_RecordTypeOption';
import search from '@salesforce/label/c.Population_SearchFields';
import showValues from '@salesforce/label/c.Population_ShowValues';
import type from '@salesforce/label/c.Population_Type';
import valuesOf from '@salesforce/label/c.Population_ShowValuesOf';

export default {
  allRecordTypes,
  bandAll,
  bandBelow25,
  bandBelow50,
  bandBelow75,
  bandFilter,
  bandFrom75,
  bandZero,
  checkedOfTotal,
  empty,
  field,
  fields,
  filledOfTotal,
  fillRate,
  method,
  methodAggregate,
  methodCheckbox,
  methodCompound,
  methodDefinition,
  methodFilter,
  methodLength,
  methodScan,
  methodValues,
  noMatch,
  noReason,
  noRecords,
  notMeasured,
  recordType,
  recordTypeOption,
  search,
  showValues,
  type,
  valuesOf
};
