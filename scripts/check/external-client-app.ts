import path from 'node:path';
import type { Finding } from './gate.ts';
import { text, type MetadataFile } from './metadata-source.ts';

/** Types of an external client app by the suffix of their files, each with what Salesforce requires in it. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly required: readonly string[] }>> = {
  eca: { type: 'ExternalClientApplication', required: ['contactEmail', 'distributionState', 'label'] },
  ecaOauth: {
    type: 'ExtlClntAppOauthSettings',
    required: ['commaSeparatedOauthScopes', 'externalClientApplication', 'label']
  },
  ecaOauthPlcy: {
    type: 'ExtlClntAppOauthConfigurablePolicies',
    required: ['externalClientApplication', 'ipRelaxationPolicyType', 'label', 'permittedUsersPolicyType']
  }
};
/** Holds the consumer key and secret of one org. */
const GLOBAL_TYPE = 'ExtlClntAppGlobalOauthSettings';
const SECRETS = ['consumerKey', 'consumerSecret', 'certificate'];
/** An address of a real person does not belong in the repository (RFC 2606). */
const PLACEHOLDER = /@example\.(com|org|net)$/;

/** External client apps are whole, name apps that exist, and carry neither secrets nor a person's address. */
export function externalClientAppFindings(files: readonly MetadataFile[]): Finding[] {
  const apps = new Set(files.filter(({ suffix }) => suffix === 'eca').map(({ name }) => name));
  return files.flatMap((file) => messagesOf(file, apps).map((message) => finding(file, message)));
}

function messagesOf(file: MetadataFile, apps: ReadonlySet<string>): string[] {
  const secrets = SECRETS.filter((name) => name in file.body);
  if (file.type === GLOBAL_TYPE || secrets.length > 0)
    return [`${path.basename(file.file)} holds the key and secret of one org; it is made in Setup`];
  const known = TYPES[file.suffix];
  if (known === undefined) return [];
  if (file.type !== known.type) return [`a file .${file.suffix} holds ${known.type}, not ${file.type}`];
  const missing = known.required.filter((name) => text(file.body, name) === '').map((name) => `<${name}> is missing`);
  const app = text(file.body, 'externalClientApplication');
  const email = text(file.body, 'contactEmail');
  return [
    ...missing,
    ...(app !== '' && !apps.has(app) ? [`external client app ${app} does not exist beside the package`] : []),
    ...(email !== '' && !PLACEHOLDER.test(email) ? ['contactEmail is to be a placeholder at example.com'] : [])
  ];
}

const finding = ({ file }: MetadataFile, message: string): Finding => ({
  file,
  line: 0,
  rule: 'metadata:external-client-app',
  message
});
