/** Lets the library's JSON make records of the org's objects. Imported for its effect. */
import { provideRecordFactory } from '../library/json/record-factory.ts';
import { SObjectRecord } from '../values/sobject.ts';
import { fieldApexType } from './field-values.ts';
import { currentTransaction } from './transaction.ts';

provideRecordFactory({
  create: (objectName) => {
    const schema = currentTransaction().org.schema.objects.get(objectName.toLowerCase());
    return schema === undefined ? null : new SObjectRecord(schema);
  },
  fieldType: fieldApexType
});
