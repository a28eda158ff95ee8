/** Functions that formula fields may not use, such as those of validation rules and of Visualforce. */
export const NOT_IN_FIELDS: ReadonlySet<string> = new Set([
  'GETRECORDIDS',
  'IFERROR',
  'ISCHANGED',
  'ISCLONE',
  'ISNEW',
  'LINKTO',
  'PARENTGROUPVAL',
  'PREVGROUPVAL',
  'PRIORVALUE',
  'REGEX',
  'REQUIRESCRIPT',
  'URLFOR',
  'VLOOKUP'
]);

/** Functions of formula fields that the local org does not evaluate. */
export const NOT_EVALUATED: ReadonlySet<string> = new Set([
  'ACOS',
  'ASIN',
  'ATAN',
  'ATAN2',
  'COS',
  'CURRENCYRATE',
  'DAYOFYEAR',
  'DISTANCE',
  'FORMATDURATION',
  'FROMUNIXTIME',
  'GEOLOCATION',
  'GETSESSIONID',
  'HTMLENCODE',
  'IMAGEPROXYURL',
  'IN',
  'ISOWEEK',
  'ISOYEAR',
  'JSENCODE',
  'JSINHTMLENCODE',
  'PICKLISTCOUNT',
  'PREDICT',
  'SIN',
  'TAN',
  'UNIXTIMESTAMP',
  'URLENCODE'
]);
