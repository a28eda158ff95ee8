import addressType from '@salesforce/label/c.Population_TypeAddress';
import anyTypeType from '@salesforce/label/c.Population_TypeAnyType';
import checkboxType from '@salesforce/label/c.Population_TypeCheckbox';
import comboboxType from '@salesforce/label/c.Population_TypeCombobox';
import complexValueType from '@salesforce/label/c.Population_TypeComplexValue';
import currencyType from '@salesforce/label/c.Population_TypeCurrency';
import dataCategoryType from '@salesforce/label/c.Population_TypeDataCategory';
import dateType from '@salesforce/label/c.Population_TypeDate';
import dateTimeType from '@salesforce/label/c.Population_TypeDateTime';
import emailType from '@salesforce/label/c.Population_TypeEmail';
import fileType from '@salesforce/label/c.Population_TypeFile';
import geolocationType from '@salesforce/label/c.Population_TypeGeolocation';
import lookupType from '@salesforce/label/c.Population_TypeLookup';
import multiSelectPicklistType from '@salesforce/label/c.Population_TypeMultiSelectPicklist';
import numberType from '@salesforce/label/c.Population_TypeNumber';
import percentType from '@salesforce/label/c.Population_TypePercent';
import phoneType from '@salesforce/label/c.Population_TypePhone';
import picklistType from '@salesforce/label/c.Population_TypePicklist';
import recordIDType from '@salesforce/label/c.Population_TypeRecordID';
import textType from '@salesforce/label/c.Population_TypeText';
import textEncryptedType from '@salesforce/label/c.Population_TypeTextEncrypted';
import textAreaType from '@salesforce/label/c.Population_TypeTextArea';
import timeType from '@salesforce/label/c.Population_TypeTime';
import urlType from '@salesforce/label/c.Population_TypeURL';

/** Names of the field types by Schema.DisplayType, in lower case. */
export const TYPES: Readonly<Record<string, string>> = {
  string: textType,
  textarea: textAreaType,
  picklist: picklistType,
  multipicklist: multiSelectPicklistType,
  combobox: comboboxType,
  boolean: checkboxType,
  integer: numberType,
  long: numberType,
  double: numberType,
  currency: currencyType,
  percent: percentType,
  date: dateType,
  datetime: dateTimeType,
  time: timeType,
  email: emailType,
  phone: phoneType,
  url: urlType,
  reference: lookupType,
  id: recordIDType,
  base64: fileType,
  encryptedstring: textEncryptedType,
  address: addressType,
  location: geolocationType,
  anytype: anyTypeType,
  complexvalue: complexValueType,
  datacategorygroupreference: dataCategoryType
};

/** The name of a field type; a type that has no label yet is shown by its own name. */
export const typeLabel = (type: string): string => TYPES[type.toLowerCase()] ?? type;
