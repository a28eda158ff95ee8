/** The Metadata API's SOAP operations that change an org's metadata. */
import { ApiError } from '../http/errors.ts';
import type { XmlValue } from '../http/xml.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import type { SoapOperation } from '../soap/soap.ts';
import { DeploymentError } from './deployments.ts';
import { deployUser } from './org-metadata.ts';
import type { MetadataCatalogue } from './org-metadata.ts';
import { deployOptions } from './options.ts';
import type { DeployResult } from './result.ts';

export function deployOperations(catalogue: MetadataCatalogue): SoapOperation[] {
  return [
    {
      api: 'm',
      operation: 'deploy',
      handle({ session, body }) {
        const archive = Buffer.from(body.text('ZipFile') ?? '', 'base64');
        const options = deployOptions(optionsIn(body.child('DeployOptions')));
        const id = catalogue.of(session.org).deployments.start(archive, options, deployUser(session));
        return { result: { done: false, id, state: 'Queued' } };
      }
    },
    {
      api: 'm',
      operation: 'checkDeployStatus',
      handle: ({ session, body }) => ({
        result: refusing(() =>
          statusXml(
            catalogue.of(session.org).deployments.status(body.text('asyncProcessId') ?? ''),
            body.text('includeDetails') === 'true'
          )
        )
      })
    },
    {
      api: 'm',
      operation: 'cancelDeploy',
      handle({ session, body }) {
        const id = body.text('String') ?? body.text('id') ?? body.text('asyncProcessId') ?? '';
        const done = refusing(() => catalogue.of(session.org).deployments.cancel(id, deployUser(session)));
        return { result: { done, id } };
      }
    },
    {
      api: 'm',
      operation: 'deployRecentValidation',
      handle: ({ session, body }) => ({
        result: refusing(() =>
          catalogue.of(session.org).deployments.startValidated(body.text('validationId') ?? '', deployUser(session))
        )
      })
    }
  ];
}

/** @throws ApiError for what the deployments refuse */
export function refusing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DeploymentError) throw new ApiError(400, error.code, error.message);
    throw error;
  }
}

/** The element's children as JSON would have them. */
function optionsIn(element: XmlElement | null): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = {};
  for (const name of element?.childNames() ?? []) {
    const values = element!.list(name).map(({ value }) => value.trim());
    options[name] = name === 'runTests' ? values : values[0];
  }
  return options;
}

/** Details are large, and of interest once the deployment is over. */
function statusXml(result: DeployResult, includeDetails: boolean): XmlValue {
  const { details, ...status } = result;
  return (includeDetails && result.done ? { ...status, details } : status) as unknown as XmlValue;
}
