/** What a component's `catch` receives from an imperative Apex call in Lightning. */
interface FetchResponse {
  readonly status: number;
  readonly statusText: string;
  readonly ok: false;
  readonly errorType: 'fetchResponse';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type ApexCall = ((params?: Readonly<Record<string, unknown>>) => Promise<unknown>) & { readonly adapter: unknown };

/** `@salesforce/apex/<Class>.<method>`: a function that calls the method in the running org. */
export function apexMethod(name: string): ApexCall {
  const call = (params: Readonly<Record<string, unknown>> = {}): Promise<unknown> => post(name, params);
  return Object.defineProperty(call, 'adapter', {
    // Whether a method is cacheable is known to the compiler only; a wire that ignored it would be kinder.
    get: () => {
      throw new Error(`not supported by the local org: @wire of Apex (${name}); call it imperatively`);
    }
  }) as ApexCall;
}

async function post(name: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/aura/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params)
    });
  } catch {
    throw failure(0, '', { message: 'Disconnected or Canceled' });
  }
  const body: unknown = await response.json();
  if (!response.ok) throw failure(response.status, response.statusText, body);
  return body;
}

const failure = (status: number, statusText: string, body: unknown): FetchResponse => ({
  status,
  statusText,
  ok: false,
  errorType: 'fetchResponse',
  headers: {},
  body
});
