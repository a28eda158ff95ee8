import unknownLabel from '@salesforce/label/c.Console_ErrorUnknown';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The distinct messages of one or more failures, whatever made them: Apex, the data services (lists of errors, errors of
 * the page and of single fields), JavaScript, or plain text. Never empty for a failure.
 */
export function reduceErrors(failures: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(failures) ? failures : [failures];
  const present = list.filter((failure) => failure !== null && failure !== undefined);
  const messages = present.flatMap((failure) => {
    const found = messagesOf(failure).filter((message) => message.trim() !== '');
    return found.length > 0 ? found : [unknownLabel];
  });
  return [...new Set(messages)];
}

function messagesOf(failure: unknown): readonly string[] {
  if (typeof failure === 'string') return [failure];
  if (!isFields(failure)) return [];
  const { body } = failure;
  if (Array.isArray(body)) return (body as readonly unknown[]).flatMap(messageOf);
  if (isFields(body)) {
    return [...messageOf(body), ...list(body.pageErrors).flatMap(messageOf), ...fieldMessages(body)];
  }
  const own = messageOf(failure);
  return own.length > 0 ? own : typeof failure.statusText === 'string' ? [failure.statusText] : [];
}

function fieldMessages(body: Fields): readonly string[] {
  const { output, fieldErrors } = body;
  const ofRecord = isFields(output) ? [...list(output.errors).flatMap(messageOf), ...ofFields(output.fieldErrors)] : [];
  return [...ofFields(fieldErrors), ...ofRecord];
}

const ofFields = (fieldErrors: unknown): readonly string[] =>
  isFields(fieldErrors) ? Object.values(fieldErrors).flatMap((errors) => list(errors).flatMap(messageOf)) : [];

const messageOf = (error: unknown): readonly string[] =>
  isFields(error) && typeof error.message === 'string' ? [error.message] : [];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
