/** Packages and their versions (Tooling API Developer Guide). A Dev Hub has them; every org sees what it can install. */
import { platformObject } from './objects.ts';
import type { PlatformObject } from './objects.ts';

const tooling = (
  name: string,
  keyPrefix: string,
  only: 'devHub' | undefined,
  fields: Parameters<typeof platformObject>[0]['fields']
): PlatformObject =>
  platformObject({ name, keyPrefix, api: 'tooling', ...(only === undefined ? {} : { only }), fields });

export const package2 = tooling('Package2', '0Ho', 'devHub', {
  Name: 'string',
  Description: 'string',
  NamespacePrefix: 'string',
  ContainerOptions: 'string',
  SubscriberPackageId: '->SubscriberPackage SubscriberPackage',
  IsDeprecated: 'boolean',
  IsOrgDependent: 'boolean',
  ConvertedFromPackageId: 'string',
  PackageErrorUsername: 'string',
  AppAnalyticsEnabled: 'boolean',
  RecommendedVersionId: 'string',
  SkipAncestorCheck: 'boolean'
});

export const package2Version = tooling('Package2Version', '05i', 'devHub', {
  Package2Id: '->Package2 Package2',
  SubscriberPackageVersionId: '->SubscriberPackageVersion SubscriberPackageVersion',
  Name: 'string',
  Description: 'string',
  Tag: 'string',
  Branch: 'string',
  Language: 'string',
  AncestorId: '->Package2Version Ancestor',
  MajorVersion: 'int',
  MinorVersion: 'int',
  PatchVersion: 'int',
  BuildNumber: 'int',
  IsReleased: 'boolean',
  IsDeprecated: 'boolean',
  IsPasswordProtected: 'boolean',
  InstallKey: 'string',
  ValidationSkipped: 'boolean',
  ValidatedAsync: 'boolean',
  CodeCoverage: 'json',
  CodeCoveragePercentages: 'json',
  HasPassedCodeCoverageCheck: 'boolean',
  ConvertedFromVersionId: 'string',
  ReleaseVersion: 'double',
  BuildDurationInSeconds: 'int',
  EndToEndBuildDurationInSeconds: 'int',
  HasMetadataRemoved: 'boolean',
  HasVpi: 'boolean',
  TotalNumberOfMetadataFiles: 'int',
  TotalSizeOfMetadataFiles: 'int'
});

export const createRequest = tooling('Package2VersionCreateRequest', '08c', 'devHub', {
  Package2Id: '->Package2 Package2',
  Package2VersionId: '->Package2Version Package2Version',
  Status: 'string',
  Tag: 'string',
  Branch: 'string',
  Language: 'string',
  IsConversionRequest: 'boolean',
  AsyncValidation: 'boolean',
  CalculateCodeCoverage: 'boolean',
  SkipValidation: 'boolean',
  IsPasswordProtected: 'boolean',
  CalcTransitiveDependencies: 'boolean',
  DependencyGraphJson: 'textarea'
});

export const createRequestError = tooling('Package2VersionCreateRequestError', '08e', 'devHub', {
  ParentRequestId: '->Package2VersionCreateRequest ParentRequest',
  Message: 'textarea'
});

export const installRequest = tooling('PackageInstallRequest', '0Hf', undefined, {
  SubscriberPackageVersionKey: 'string',
  ApexCompileType: 'string',
  EnableRss: 'boolean',
  NameConflictResolution: 'string',
  PackageInstallSource: 'string',
  SecurityType: 'string',
  UpgradeType: 'string',
  SkipHandlers: 'string',
  Status: 'string',
  Errors: 'json'
});

export const uninstallRequest = tooling('SubscriberPackageVersionUninstallRequest', '06y', undefined, {
  SubscriberPackageVersionId: 'string',
  Status: 'string'
});

export const uninstallRequestError = tooling('PackageVersionUninstallRequestError', '06z', undefined, {
  ParentRequestId: '->SubscriberPackageVersionUninstallRequest ParentRequest',
  Message: 'textarea'
});

export const installedPackage = tooling('InstalledSubscriberPackage', '0A3', undefined, {
  SubscriberPackageId: '->SubscriberPackage SubscriberPackage',
  SubscriberPackageVersionId: '->SubscriberPackageVersion SubscriberPackageVersion'
});

export const packagingObjects: readonly PlatformObject[] = [
  package2,
  package2Version,
  createRequest,
  createRequestError,
  installRequest,
  uninstallRequest,
  uninstallRequestError,
  installedPackage
];

/** What all orgs see alike: rows in one database beside those of the orgs. */
export const subscriberPackage = tooling('SubscriberPackage', '033', undefined, {
  Name: 'string',
  Description: 'string',
  NamespacePrefix: 'string',
  IsPackageValid: 'boolean'
});

export const subscriberPackageVersion = tooling('SubscriberPackageVersion', '04t', undefined, {
  SubscriberPackageId: '->SubscriberPackage SubscriberPackage',
  InstallationKey: 'string',
  Name: 'string',
  Description: 'string',
  PublisherName: 'string',
  MajorVersion: 'int',
  MinorVersion: 'int',
  PatchVersion: 'int',
  BuildNumber: 'int',
  ReleaseState: 'string',
  IsBeta: 'boolean',
  IsManaged: 'boolean',
  IsDeprecated: 'boolean',
  IsOrgDependent: 'boolean',
  IsPasswordProtected: 'boolean',
  IsSecurityReviewed: 'boolean',
  Package2ContainerOptions: 'string',
  InstallValidationStatus: 'string',
  AppExchangeDescription: 'string',
  AppExchangeLogoUrl: 'string',
  AppExchangePackageName: 'string',
  AppExchangePublisherName: 'string',
  PostInstallUrl: 'string',
  ReleaseNotesUrl: 'string',
  CspTrustedSites: 'json',
  RemoteSiteSettings: 'json',
  Profiles: 'json',
  Dependencies: 'json'
});

export const sharedPackageObjects: readonly PlatformObject[] = [subscriberPackage, subscriberPackageVersion];
