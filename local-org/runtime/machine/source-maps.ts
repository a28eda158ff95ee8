/** Script positions to Apex frames, by the source maps of a program. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { EmittedFile } from '../../apex/emit/emitted-file.ts';
import type { FrameResolver } from './stack.ts';

export function sourceMapResolver(files: readonly EmittedFile[]): FrameResolver {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const maps = new Map<string, TraceMap>();
  return {
    resolve(path, line, column) {
      const file = byPath.get(path);
      if (file === undefined) return null;
      let map = maps.get(path);
      if (map === undefined) maps.set(path, (map = new TraceMap(file.map)));
      // Stack positions count columns from one, source maps from zero.
      const found = originalPositionFor(map, { line, column: column - 1 });
      if (found.line === null || found.name === null) return null;
      return { name: found.name, line: found.line, namespace: file.namespace, hidden: file.hidden };
    }
  };
}
