import type { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { errorOfStatus } from '../stream-admin/http-status.ts';
import type { HttpResponse } from '../stream-admin/http-transport.ts';

/** Words of a foreign body that are shown as detail. */
const shownCharacters = 200;

/** Statuses that some answers carry only as an ArangoDB-like number (protocol A5). */
const statusOfErrorNumber: Readonly<Record<number, number>> = {
  11: 401,
  401: 401,
  403: 403,
  404: 404,
  1203: 404,
  1207: 409,
  1228: 404,
  1230: 403,
  100016: 404,
  102024: 404,
};

/**
 * The JSON of a successful answer, checked.
 * @param doing what was tried, for the error's words, e.g. "list the streams"
 * @throws StreamscopeError AUTH_*, SERVICE_*, INPUT_INVALID, PROTOCOL_UNEXPECTED
 */
export function readAnswer<Schema extends z.ZodType>(
  response: HttpResponse,
  schema: Schema,
  doing: string,
): z.infer<Schema> {
  const json = successOf(response, doing);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unexpected(doing, `${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

/** For calls whose answer says nothing but yes: an empty body (204, or 200 without one) is a yes as well. */
export function expectSuccess(response: HttpResponse, doing: string): void {
  if (response.status >= 200 && response.status < 300 && response.body.length === 0) return;
  successOf(response, doing);
}

function successOf(response: HttpResponse, doing: string): unknown {
  const json = parseJson(response.body);
  const failure = failureIn(json);
  if (response.status < 200 || response.status >= 300) {
    throw errorOfStatus(response.status, doing, failure?.words ?? foreignWords(response), response.headers);
  }
  if (failure !== undefined) throw errorOfStatus(failure.status, doing, failure.words, response.headers);
  if (json === undefined) throw unexpected(doing, foreignWords(response));
  return json;
}

function failureIn(json: unknown): { status: number; words: string } | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const body: Readonly<Record<string, unknown>> = { ...json };
  const errorNumber = typeof body['errorNum'] === 'number' ? body['errorNum'] : 0;
  const failed = body['error'] === true || (errorNumber !== 0 && body['error'] !== false);
  if (!failed) return undefined;
  const code = typeof body['code'] === 'number' ? body['code'] : 0;
  const status = code >= 400 && code < 600 ? code : (statusOfErrorNumber[errorNumber] ?? 500);
  const message = [body['errorMessage'], body['message']].find((text) => typeof text === 'string') ?? '';
  return { status, words: errorNumber === 0 ? message : `${message} (error ${errorNumber})`.trim() };
}

function foreignWords(response: HttpResponse): string {
  if (response.body.length === 0) return 'empty body';
  const type = response.headers['content-type'] ?? 'no content type';
  const start = response.body
    .subarray(0, shownCharacters * 4)
    .toString('utf8')
    .replaceAll(/\s+/g, ' ');
  return `${type}: ${start.slice(0, shownCharacters)}`;
}

function unexpected(doing: string, detail: string): StreamscopeError {
  return new StreamscopeError(
    'PROTOCOL_UNEXPECTED',
    `Could not ${doing}: the answer is not one of a GDN service. Check the host; a proxy may answer in its place.`,
    { detail },
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
