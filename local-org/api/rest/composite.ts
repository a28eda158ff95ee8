/**
 * `composite` and `composite/batch`: several requests in one call, one after the other. Limits and refusals as in the
 * REST API Developer Guide, "Composite Resources".
 */
import { json } from '../http/answer.ts';
import type { ApiAnswer } from '../http/answer.ts';
import { ApiError, unsupportedHere } from '../http/errors.ts';
import { isObject, jsonObject } from '../http/request.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route, Router } from '../http/router.ts';
import type { Session } from '../session.ts';
import { baseOf } from './base.ts';
import { ReferenceError, resolveBody, resolveText } from './references.ts';
import { answerSubrequest, subrequestList } from './subrequests.ts';
import type { SubrequestAnswer } from './subrequests.ts';

const ROOT = '/services/data/v:version';
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'];
/** Queries and collections that one `composite` may have. */
const MOST_QUERIES = 5;

export function compositeRoutes(router: () => Router): Route[] {
  const composite = (request: ApiRequest, session: Session): Promise<ApiAnswer> => run(request, session, router());
  return [
    { route: `POST ${ROOT}/composite`, handle: composite },
    { route: `POST ${ROOT}/tooling/composite`, handle: composite },
    { route: `POST ${ROOT}/composite/batch`, handle: (request, session) => runBatch(request, session, router()) }
  ];
}

interface Step {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
}

async function run(request: ApiRequest, session: Session, router: Router): Promise<ApiAnswer> {
  const { compositeRequest, allOrNone = false } = jsonObject(request);
  const steps = subrequestList(compositeRequest, 'compositeRequest').map((step) => readStep(step, request));
  const repeated = steps.find(
    ({ referenceId }, index) => steps.findIndex((s) => s.referenceId === referenceId) < index
  );
  if (repeated !== undefined)
    throw new ApiError(400, 'INVALID_INPUT', `Duplicate referenceId provided in the request: ${repeated.referenceId}`);
  if (steps.filter(({ url }) => /\/(?:query|queryAll|composite\/sobjects)\b/i.test(url)).length > MOST_QUERIES)
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      `compositeRequest has more than ${MOST_QUERIES} queries and sObject collections`
    );
  // What was committed before a refusal could not be taken back.
  if (allOrNone === true && steps.slice(0, -1).some(({ method }) => method !== 'GET'))
    throw unsupportedHere('allOrNone in a composite request that changes records before its last step');

  const answers = new Map<string, unknown>();
  const given: SubrequestAnswer[] = [];
  for (const step of steps) {
    const answer = await answerStep(step, answers, router, request, session);
    answers.set(step.referenceId, answer.body);
    given.push(answer);
  }
  const isRolledBack = allOrNone === true && given.some(({ status }) => status >= 400);
  return json({
    compositeResponse: given.map((answer, index) => {
      const { status, headers, body } = isRolledBack && answer.status < 400 ? halted() : answer;
      return { body, httpHeaders: headers, httpStatusCode: status, referenceId: steps[index]!.referenceId };
    })
  });
}

function readStep(value: unknown, request: ApiRequest): Step {
  if (!isObject(value))
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'compositeRequest holds something else than requests');
  const { method, url, referenceId, body, httpHeaders } = value;
  if (typeof method !== 'string' || !METHODS.includes(method))
    throw new ApiError(400, 'INVALID_INPUT', `method has to be one of ${METHODS.join(', ')}`);
  if (typeof referenceId !== 'string' || !/^[A-Za-z0-9]\w*$/.test(referenceId))
    throw new ApiError(
      400,
      'INVALID_INPUT',
      `Provided referenceId ('${String(referenceId)}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`
    );
  if (httpHeaders !== undefined) throw unsupportedHere('headers of a composite subrequest');
  const base = request.path.slice(0, -'/composite'.length);
  if (typeof url !== 'string' || !isAllowed(url, base))
    throw unsupportedHere(`a composite subrequest to ${String(url)}: only records, queries and collections of ${base}`);
  return { method, url, referenceId, body };
}

/** Records, queries and collections of the same API in the same version. */
function isAllowed(url: string, base: string): boolean {
  return (
    url.toLowerCase().startsWith(`${base.toLowerCase()}/`) &&
    /^\/(?:sobjects|query|queryAll|composite\/sobjects)(?:[/?]|$)/i.test(url.slice(base.length))
  );
}

async function answerStep(
  { method, url, body }: Step,
  answers: ReadonlyMap<string, unknown>,
  router: Router,
  request: ApiRequest,
  session: Session
): Promise<SubrequestAnswer> {
  try {
    const target = resolveText(url, answers, encodeURIComponent);
    const content = body === undefined ? undefined : resolveBody(body, answers);
    return await answerSubrequest(router, request, session, { method, target, body: content });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return halted(error.message);
  }
}

function halted(
  message = 'The transaction was rolled back since another operation in the same transaction failed.'
): SubrequestAnswer {
  return { status: 400, headers: {}, body: [{ errorCode: 'PROCESSING_HALTED', message }] };
}

interface BatchResult {
  readonly statusCode: number;
  readonly result: unknown;
}

async function runBatch(request: ApiRequest, session: Session, router: Router): Promise<ApiAnswer> {
  const { batchRequests, haltOnError = false } = jsonObject(request);
  const list = subrequestList(batchRequests, 'batchRequests').map((item) => readBatchItem(item, request));
  const results: BatchResult[] = [];
  let isHalted = false;
  for (const item of list) {
    if (isHalted) {
      results.push({
        statusCode: 412,
        result: [
          {
            errorCode: 'BATCH_PROCESSING_HALTED',
            message: 'Batch processing halted per user request because a previous subrequest failed.'
          }
        ]
      });
      continue;
    }
    const { status, body } = await answerSubrequest(router, request, session, item);
    results.push({ statusCode: status, result: body });
    isHalted = haltOnError === true && status >= 400;
  }
  return json({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}

/** Addresses stand there from the version on: `v65.0/sobjects/Account`. */
function readBatchItem(value: unknown, request: ApiRequest): { method: string; target: string; body: unknown } {
  if (!isObject(value))
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'batchRequests holds something else than requests');
  const { method, url, richInput, binaryPartName } = value;
  if (binaryPartName !== undefined) throw unsupportedHere('binary parts of a batch request');
  const asked = typeof method === 'string' ? method.toUpperCase() : '';
  const address = typeof url === 'string' ? url : '';
  if (!METHODS.includes(asked))
    throw new ApiError(400, 'INVALID_INPUT', `method has to be one of ${METHODS.join(', ')}`);
  const target = `/services/data/${address.replace(/^\/?(?:services\/data\/)?/, '')}`;
  const base = baseOf(request);
  if (!isAllowed(target, base) && !/^\/services\/data\/v\d+\.0\/limits\/?$/.test(target))
    throw unsupportedHere(`a batch request to ${address}: only records, queries and limits of ${base}`);
  return { method: asked, target, body: richInput };
}
