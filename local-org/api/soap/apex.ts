/** The SOAP Apex API: `executeAnonymous`. */
import type { AnonymousResult } from '../../jobs/anonymous.ts';
import { json } from '../http/answer.ts';
import { ApiError } from '../http/errors.ts';
import type { Route } from '../http/router.ts';
import type { SoapOperation } from './soap.ts';

export const apexOperations: readonly SoapOperation[] = [
  {
    api: 's',
    operation: 'executeAnonymous',
    handle: async ({ body, session }) => {
      const result = await session.org.local.executeAnonymous(body.text('apexcode') ?? '', session.userId);
      return {
        result: resultOf(result),
        ...(result.compiled ? { header: { DebuggingInfo: { debugLog: result.debugLog } } } : {})
      };
    }
  }
];

/** The same over the Tooling API, without the debug log. */
export const anonymousRoutes: readonly Route[] = [
  {
    route: 'GET /services/data/v:version/tooling/executeAnonymous',
    handle: async ({ query }, { org, userId }) => {
      const source = query.get('anonymousBody');
      if (source === null) throw new ApiError(400, 'MISSING_ARGUMENT', 'anonymousBody has to be specified');
      return json(resultOf(await org.local.executeAnonymous(source, userId)));
    }
  }
];

/** -1 stands for no line and no column. */
function resultOf(result: AnonymousResult) {
  if (!result.compiled) {
    const { column, line, problem } = result;
    return {
      column,
      compileProblem: problem,
      compiled: false,
      exceptionMessage: null,
      exceptionStackTrace: null,
      line,
      success: false
    };
  }
  const { exceptionMessage, exceptionStackTrace } = result;
  return {
    column: -1,
    compileProblem: null,
    compiled: true,
    exceptionMessage,
    exceptionStackTrace,
    line: -1,
    success: exceptionMessage === null
  };
}
