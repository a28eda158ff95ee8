/** Readers for metadata that is one file each: records, labels, permission sets, sites, applications, tabs. */
import type {
  ApplicationSource,
  CustomLabel,
  CustomMetadataRecord,
  CustomPermissionSource,
  PermissionGrants,
  PermissionSetSource,
  RemoteSite,
  TabSource
} from './project.ts';
import type { SourceEntry } from './read-project.ts';
import type { XmlElement } from './xml.ts';

export function customMetadataRecord(xml: XmlElement, entry: SourceEntry): CustomMetadataRecord {
  const separator = entry.stem.indexOf('.');
  if (separator < 0) throw xml.error('the file has to be named <Type>.<Record>.md-meta.xml; rename it');
  const values = new Map(
    xml.list('values').map((item) => {
      const value = item.child('value');
      const isNil = value?.attribute('xsi:nil') === 'true';
      return [item.required('field'), isNil || value === null || value.value === '' ? null : value.value] as const;
    })
  );
  return {
    typeName: `${entry.stem.slice(0, separator)}__mdt`,
    developerName: entry.stem.slice(separator + 1),
    label: xml.required('label'),
    isProtected: xml.flag('protected'),
    path: entry.path,
    values
  };
}

export function customLabels(xml: XmlElement): CustomLabel[] {
  return xml.list('labels').map((label) => ({
    name: label.required('fullName'),
    value: label.text('value') ?? '',
    language: label.required('language'),
    isProtected: label.flag('protected')
  }));
}

export function permissionSet(xml: XmlElement, entry: SourceEntry): PermissionSetSource {
  return {
    ...permissionGrants(xml, entry),
    name: entry.stem,
    label: xml.required('label'),
    description: xml.text('description'),
    hasActivationRequired: xml.flag('hasActivationRequired')
  };
}

/** What permission sets and profiles grant in the same words. */
export function permissionGrants(xml: XmlElement, entry: SourceEntry): PermissionGrants {
  const granted = (list: string, name: string, flag: string) =>
    xml
      .list(list)
      .filter((item) => item.flag(flag))
      .map((item) => item.required(name));
  return {
    path: entry.path,
    classAccesses: granted('classAccesses', 'apexClass', 'enabled'),
    customPermissions: granted('customPermissions', 'name', 'enabled'),
    userPermissions: granted('userPermissions', 'name', 'enabled'),
    objectPermissions: xml.list('objectPermissions').map((item) => ({
      object: item.required('object'),
      create: item.flag('allowCreate'),
      read: item.flag('allowRead'),
      edit: item.flag('allowEdit'),
      delete: item.flag('allowDelete'),
      viewAll: item.flag('viewAllRecords'),
      modifyAll: item.flag('modifyAllRecords')
    })),
    fieldPermissions: xml.list('fieldPermissions').map((item) => ({
      field: item.required('field'),
      readable: item.flag('readable'),
      editable: item.flag('editable')
    }))
  };
}

export function remoteSite(xml: XmlElement, entry: SourceEntry): RemoteSite {
  return {
    name: entry.stem,
    url: xml.required('url'),
    isActive: xml.flag('isActive'),
    disableProtocolSecurity: xml.flag('disableProtocolSecurity')
  };
}

export function application(xml: XmlElement, entry: SourceEntry): ApplicationSource {
  return {
    name: entry.stem,
    label: xml.text('label') ?? entry.stem,
    description: xml.text('description'),
    tabs: xml.list('tabs').map((tab) => tab.value),
    path: entry.path
  };
}

export function tab(xml: XmlElement, entry: SourceEntry): TabSource {
  return {
    name: entry.stem,
    label: xml.text('label'),
    customObject: xml.flag('customObject'),
    lwcComponent: xml.text('lwcComponent'),
    flexiPage: xml.text('flexiPage'),
    page: xml.text('page'),
    motif: xml.text('motif'),
    path: entry.path
  };
}

export function customPermission(xml: XmlElement, entry: SourceEntry): CustomPermissionSource {
  return {
    name: entry.stem,
    label: xml.required('label'),
    description: xml.text('description'),
    isLicensed: xml.flag('isLicensed'),
    path: entry.path
  };
}
