import { rollup } from 'rollup';
import type { RollupBuild, RollupOptions } from 'rollup';
import { ConsoleBuildError } from './project.ts';

/** What Rollup and the LWC compiler add to their errors. */
interface CompilerError extends Error {
  readonly filename?: string;
  readonly id?: string;
  readonly location?: { readonly line?: number };
  readonly loc?: { readonly file?: string; readonly line: number };
}

/** @throws ConsoleBuildError with the place in the source, where the compiler names one. */
export async function compile(options: RollupOptions): Promise<RollupBuild> {
  try {
    return await rollup(options);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { filename, id, location, loc } = error as CompilerError;
    const file = filename ?? loc?.file ?? id;
    const line = location?.line ?? loc?.line;
    const place = file ? `${file}${line ? `:${line}` : ''}: ` : '';
    throw new ConsoleBuildError(`${place}${error.message}`, { cause: error });
  }
}
