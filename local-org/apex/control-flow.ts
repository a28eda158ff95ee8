/**
 * Does control come out of a statement? Loops, `System.runAs`, `break`, `continue` and `finally` are always taken to let it, and locals
 * need no first value (they are null): the platform's compiler does not look closer either.
 */
import type { Block, Statement } from './tree.ts';
import type { Position } from './types.ts';

export function completesNormally(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'throw':
    case 'unsupported':
      return false;
    case 'block':
      return statement.statements.every(completesNormally);
    case 'if':
      return (
        statement.otherwise === null || completesNormally(statement.then) || completesNormally(statement.otherwise)
      );
    case 'try':
      return completesNormally(statement.body) || statement.catches.some((clause) => completesNormally(clause.body));
    case 'switch':
      return (
        !statement.cases.some((branch) => branch.when.kind === 'else') ||
        statement.cases.some((branch) => completesNormally(branch.body))
      );
    default:
      return true;
  }
}

/** Where statements stand that no control reaches: the first of each block. */
export function unreachableIn(block: Block): Position[] {
  const found: Position[] = [];
  visit(block, found);
  return found;
}

function visit(statement: Statement, found: Position[]): void {
  switch (statement.kind) {
    case 'block': {
      const end = statement.statements.findIndex((inner) => !completesNormally(inner));
      const next = end < 0 ? undefined : statement.statements[end + 1];
      if (next) found.push(next.kind === 'expression' ? next.expression.position : next.position);
      for (const inner of statement.statements) visit(inner, found);
      break;
    }
    case 'if':
      visit(statement.then, found);
      if (statement.otherwise) visit(statement.otherwise, found);
      break;
    case 'while':
    case 'doWhile':
    case 'for':
    case 'forEach':
    case 'runAs':
      visit(statement.body, found);
      break;
    case 'try':
      visit(statement.body, found);
      for (const clause of statement.catches) visit(clause.body, found);
      if (statement.finally) visit(statement.finally, found);
      break;
    case 'switch':
      for (const branch of statement.cases) visit(branch.body, found);
      break;
    default:
      break;
  }
}
