/**
 * Deployments of metadata from Apex (Apex Reference Guide v65, "DeployContainer Class", "Operations Class"). Tests cannot
 * make one (Apex Developer Guide v65, "Testing Metadata Deployments"; the words are those that public code quotes);
 * outside of tests it is refused.
 */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import { given } from '../library/members.ts';
import { apexException, notSupported } from '../machine/errors.ts';
import { runtimeType } from '../machine/runtime-type.ts';
import { ApexList } from '../values/collections.ts';
import { currentTransaction } from './transaction.ts';

class ContainerValue {
  readonly metadata = new ApexList(runtimeType('List<Metadata.Metadata>'));
}

export const metadataTypes: LibraryType[] = [
  libraryType(
    'Metadata.DeployContainer',
    { isInstance: (value) => value instanceof ContainerValue },
    {
      'new()': () => new ContainerValue(),
      'void addMetadata(Metadata.Metadata md)': (self: ContainerValue, metadata: unknown) => {
        self.metadata.add(given(metadata));
      },
      'List<Metadata.Metadata> getMetadata()': (self: ContainerValue) => self.metadata
    }
  ),
  libraryType(
    'Metadata.Operations',
    {},
    {
      'static Id enqueueDeployment(Metadata.DeployContainer container, Metadata.DeployCallback callback)': (
        container: ContainerValue | null
      ) => {
        given(container);
        if (currentTransaction().test === null) notSupported('Metadata.Operations.enqueueDeployment');
        throw apexException('AsyncException', 'Metadata cannot be deployed from within a test');
      }
    }
  )
];
