/**
 * `WebServiceCallout`, which classes made from a WSDL call, and the mock that answers in tests (Apex Developer Guide v65,
 * "Testing Web Service Callouts"). Outside of tests it is refused: no SOAP message is made here.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { invokeInterface } from '../machine/invoke-interface.ts';
import type { ApexList } from '../values/collections.ts';
import { beginCallout, NO_MOCK } from './callouts.ts';
import { currentTransaction } from './transaction.ts';

const DO_INVOKE =
  'void doInvoke(Object stub, Object request, Map<String,Object> response, String endpoint, String soapAction, String requestName, String responseNS, String responseName, String responseType)';

/** @param info endpoint, action, namespace and name of the request, namespace, name and type of the response */
function invoke(stub: unknown, request: unknown, response: unknown, info: ApexList | null): void {
  if (stub === null || response === null || info === null)
    throw apexException('NullPointerException', 'Argument cannot be null.');
  const transaction = currentTransaction();
  beginCallout(transaction);
  if (transaction.test === null) notSupported('WebServiceCallout.invoke outside of tests');
  const mock = transaction.test.webServiceMock;
  if (mock === null) throw apexException('TypeException', NO_MOCK);
  const [endpoint, action, , requestName, namespace, responseName, type] = info.toArray();
  invokeInterface(
    mock,
    `WebServiceMock.${DO_INVOKE}`,
    stub,
    request,
    response,
    endpoint,
    action,
    requestName,
    namespace,
    responseName,
    type
  );
}

export const webServiceTypes: LibraryType[] = [
  libraryType('WebServiceMock', { kind: 'interface' }, { [DO_INVOKE]: null }),
  libraryType(
    'WebServiceCallout',
    {},
    {
      // The map is of the response's own type.
      'static void invoke(Object stub, Object request, Object response, List<String> infoArray)': invoke
    }
  )
];
