/** Entry of the emitter: a checked program to scripts with source maps and reflection data. */
import type { CheckedProgram, SourceFile } from '../symbols.ts';
import { emitClass } from './classes.ts';
import type { EmittedFile } from './emitted-file.ts';
import { render } from './marks.ts';
import { quote } from './names.ts';
import { ConstantPool } from './pool.ts';
import { reflectClass } from './reflection.ts';

/**
 * One script per source file that declares a class.
 * @param packages whether the code of packages with a namespace shows in stack traces
 */
export function emitProgram(program: CheckedProgram, packages: 'hidden' | 'shown' = 'shown'): EmittedFile[] {
  return program.files
    .map((file) => ({ ...emitFile(file, program), hidden: packages === 'hidden' && file.namespace !== '' }))
    .filter((file) => file.classes.length > 0);
}

function emitFile(file: SourceFile, program: CheckedProgram): Omit<EmittedFile, 'hidden'> {
  const classes = program.classes
    .filter((definition) => definition.file === file)
    .sort((left, right) => Number(left.outer !== null) - Number(right.outer !== null));
  const trigger = program.triggers.find(({ body }) => body.file === file);
  const pool = new ConstantPool();
  const body = classes.map((definition) => emitClass(definition, pool)).join('');
  // The constants are looked up after all classes of the file were seen, but stand before them.
  const { code, map } = render(
    `(function ($, $q) {\n'use strict';\nconst { statement: $t, line: $c } = $.hooks(${quote(file.path)});\n${pool.prelude()}${body}})`,
    file.path
  );
  return {
    path: file.path,
    namespace: file.namespace,
    code,
    map,
    hookLines: pool.hookLines,
    queries: pool.queries,
    classes: classes.map(reflectClass),
    trigger: trigger === undefined ? null : { objectName: trigger.objectName, events: trigger.events }
  };
}
