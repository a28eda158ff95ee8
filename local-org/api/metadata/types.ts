/** The metadata types that the local org takes, and how the Metadata API lays out their files. */

export interface MetadataType {
  readonly name: string;
  /** Folder in a deployment's archive and in an org's own source. */
  readonly directory: string;
  /** Suffix of the file in an archive, without the dot; null for bundles. */
  readonly suffix: string | null;
  /**
   * 'content': a file and its `-meta.xml`; 'xml': one XML file; 'bundle': a folder of files;
   * 'object': one XML file that is kept decomposed; 'labels': one XML file with many labels.
   */
  readonly layout: 'content' | 'xml' | 'bundle' | 'object' | 'labels';
  readonly children: readonly string[];
  /** First three characters of ids in deployment results and listings. */
  readonly idPrefix: string;
}

/** What an object's file holds beside the object itself: one component each. */
export interface ChildType {
  readonly name: string;
  /** Element in the object's file. */
  readonly element: string;
  /** Folder under the object's own. */
  readonly directory: string;
  readonly suffix: string;
  readonly idPrefix: string;
}

const type = (
  name: string,
  directory: string,
  suffix: string | null,
  layout: MetadataType['layout'],
  idPrefix: string,
  children: readonly string[] = []
): MetadataType => ({ name, directory, suffix, layout, idPrefix, children });

const child = (name: string, element: string, idPrefix: string): ChildType => ({
  name,
  element,
  directory: element,
  suffix: element.replace(/s$/, ''),
  idPrefix
});

export const OBJECT_CHILDREN: readonly ChildType[] = [
  child('CustomField', 'fields', '00N'),
  child('RecordType', 'recordTypes', '012'),
  child('ListView', 'listViews', '00B'),
  child('CompactLayout', 'compactLayouts', '0AH'),
  child('WebLink', 'webLinks', '00b'),
  child('FieldSet', 'fieldSets', '0IX'),
  child('ValidationRule', 'validationRules', '03d'),
  child('BusinessProcess', 'businessProcesses', '019'),
  child('SharingReason', 'sharingReasons', '032'),
  { ...child('Index', 'indexes', '0IN'), suffix: 'index' }
];

export const METADATA_TYPES: readonly MetadataType[] = [
  type('ApexClass', 'classes', 'cls', 'content', '01p'),
  type('ApexComponent', 'components', 'component', 'content', '099'),
  type('ApexPage', 'pages', 'page', 'content', '066'),
  type('ApexTrigger', 'triggers', 'trigger', 'content', '01q'),
  type('AuraDefinitionBundle', 'aura', null, 'bundle', '0Ab'),
  type('CspTrustedSite', 'cspTrustedSites', 'cspTrustedSite', 'xml', '08y'),
  type('CustomApplication', 'applications', 'app', 'xml', '02u'),
  type('CustomLabels', 'labels', 'labels', 'labels', '101', ['CustomLabel']),
  type('CustomMetadata', 'customMetadata', 'md', 'xml', 'm00'),
  type('CustomNotificationType', 'notificationtypes', 'notiftype', 'xml', '0ML'),
  type(
    'CustomObject',
    'objects',
    'object',
    'object',
    '01I',
    OBJECT_CHILDREN.map(({ name }) => name)
  ),
  type('CustomPermission', 'customPermissions', 'customPermission', 'xml', '0CP'),
  type('CustomTab', 'tabs', 'tab', 'xml', '01r'),
  type('FlexiPage', 'flexipages', 'flexipage', 'xml', '0M0'),
  type('GlobalValueSet', 'globalValueSets', 'globalValueSet', 'xml', '0Nt'),
  type('Layout', 'layouts', 'layout', 'xml', '00h'),
  type('LightningComponentBundle', 'lwc', null, 'bundle', '0Rb'),
  type('NamedCredential', 'namedCredentials', 'namedCredential', 'xml', '0XA'),
  type('PermissionSet', 'permissionsets', 'permissionset', 'xml', '0PS'),
  type('RemoteSiteSetting', 'remoteSiteSettings', 'remoteSite', 'xml', '0rp'),
  type('Settings', 'settings', 'settings', 'xml', '000'),
  type('StaticResource', 'staticresources', 'resource', 'content', '081')
];

export function typeInDirectory(directory: string): MetadataType | null {
  return METADATA_TYPES.find((each) => each.directory === directory) ?? null;
}

/** A type by its name, which the API compares as written. */
export function typeNamed(name: string): MetadataType | null {
  return METADATA_TYPES.find((each) => each.name === name) ?? null;
}

export function childTypeNamed(name: string): ChildType | null {
  return OBJECT_CHILDREN.find((each) => each.name === name) ?? null;
}

/** `CustomField` belongs to the files of `CustomObject`, `CustomLabel` to those of `CustomLabels`. */
export function idPrefixOf(typeName: string): string {
  return (
    typeNamed(typeName)?.idPrefix ?? childTypeNamed(typeName)?.idPrefix ?? (typeName === 'CustomLabel' ? '101' : '000')
  );
}
