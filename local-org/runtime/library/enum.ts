/** What every enum has. Source code cannot name the type: the compiler adds its methods to each enum. */
import { libraryType } from '../../apex/library.ts';
import type { LibraryType } from '../../apex/library.ts';
import type { ApexEnumValue } from '../machine/apex-object.ts';
import { apexException } from '../machine/errors.ts';
import type { RuntimeType } from '../machine/runtime-type.ts';
import { given } from './members.ts';

/** @throws System.NoSuchElementException when the enum has no such value; case does not count (trailheadapps/automation-components) */
function valueOf(type: RuntimeType, name: string | null): ApexEnumValue {
  const wanted = given(name);
  const found = type.registry.enumValues(type).find(({ name: each }) => each.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw apexException('NoSuchElementException', `No enum constant ${type.name}.${wanted}`);
  return found;
}

export const enumType: LibraryType = libraryType(
  'Enum',
  {},
  {
    'String name()': (self: ApexEnumValue) => self.name,
    'Integer ordinal()': (self: ApexEnumValue) => self.ordinal,
    'static Object valueOf(System.Type type, String name)': valueOf
  }
);
