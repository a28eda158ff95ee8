/**
 * Files of a project that no reader here takes: read by another layer, harmless, or without effect on the local org.
 * In metadata format their names do not end in `-meta.xml`.
 */
import type { ComponentSource } from './project.ts';

export const COMPONENT_FILES: ReadonlyArray<{ readonly type: ComponentSource['type']; readonly matches: RegExp }> = [
  { type: 'lwc', matches: /(?:^|\/)lwc\/[^/]+\// },
  { type: 'aura', matches: /(?:^|\/)aura\/[^/]+\// },
  { type: 'flexipage', matches: /\.flexipage(?:-meta\.xml)?$/ },
  { type: 'layout', matches: /\.layout(?:-meta\.xml)?$/ },
  { type: 'page', matches: /\.(?:page|component)(?:-meta\.xml)?$/ },
  { type: 'staticResource', matches: /(?:^|\/)staticresources\// },
  { type: 'notificationType', matches: /\.notiftype(?:-meta\.xml)?$/ },
  { type: 'listView', matches: /\.listView(?:-meta\.xml)?$/ },
  { type: 'compactLayout', matches: /\.compactLayout(?:-meta\.xml)?$/ },
  { type: 'webLink', matches: /\.webLink(?:-meta\.xml)?$/ },
  { type: 'csp', matches: /\.cspTrustedSite(?:-meta\.xml)?$/ }
];

/** Would change what the org does, and does not here. */
export const UNSUPPORTED_FILES: ReadonlyArray<{
  readonly type: string;
  readonly matches: RegExp;
  readonly reason: string;
}> = [
  { type: 'Flow', matches: /\.flow(?:-meta\.xml)?$/, reason: 'flows do not run' },
  { type: 'Workflow', matches: /\.workflow(?:-meta\.xml)?$/, reason: 'workflow rules do not run' },
  { type: 'FlowDefinition', matches: /\.flowDefinition(?:-meta\.xml)?$/, reason: 'flows do not run' },
  { type: 'DuplicateRule', matches: /\.duplicateRule(?:-meta\.xml)?$/, reason: 'duplicate rules do not run' },
  { type: 'MatchingRule', matches: /\.matchingRule(?:-meta\.xml)?$/, reason: 'nothing looks for duplicates' },
  { type: 'AssignmentRules', matches: /\.assignmentRules(?:-meta\.xml)?$/, reason: 'assignment rules do not run' },
  { type: 'RestrictionRule', matches: /\.rule(?:-meta\.xml)?$/, reason: 'restriction rules are not applied' },
  {
    type: 'PlatformEventSubscriberConfig',
    matches: /\.platformEventSubscriberConfig(?:-meta\.xml)?$/,
    reason: 'triggers of events run as Automated Process'
  },
  { type: 'SharingRules', matches: /\.sharingRules(?:-meta\.xml)?$/, reason: 'sharing rules are not applied' },
  {
    type: 'BusinessProcess',
    matches: /\.businessProcess(?:-meta\.xml)?$/,
    reason: 'business processes do not narrow picklists'
  },
  { type: 'Settings', matches: /\.settings(?:-meta\.xml)?$/, reason: 'org settings are set in the local org itself' }
];

/** Shown to users, or to other tools: nothing that Apex does depends on it. */
export const HARMLESS_FILES =
  /\.(?:animationRule|asset|audience|brandingSet|customHelpMenuSection|iframeWhiteListUrlSettings|corsWhitelistOrigin|index|indx|lightningBolt|lightningExperienceTheme|messageChannel|navigationMenu|networkBranding|pathAssistant|prompt|quickAction|searchLayouts|testSuite|userProvisioningConfig|xmd)(?:-meta\.xml)?$/;

/** Notes and tool settings beside the metadata. */
export const IGNORED_FILES =
  /(?:^|\/)(?:README(?:\.md)?|\.[^/]+|jsconfig\.json|\.eslintrc\.json|package\.xml|sfdx-project\.json|destructiveChanges\w*\.xml)$/;
