import assert from 'node:assert/strict';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { HttpResponse } from '../../../src/main/stream-admin/http-transport.ts';
import type { Random } from '../../bench/random.ts';

/** An answer with this body; most say yes, so that the body is read. */
export function answerOf(
  body: Buffer,
  random: Random,
  headers: readonly (readonly [string, string])[] = [],
): HttpResponse {
  const status =
    random.below(4) > 0 ? 200 : random.pick([202, 204, 301, 307, 400, 401, 404, 405, 409, 412, 502]);
  const type = random.pick(['application/json', 'application/json; charset=utf-8', 'text/html']);
  const rawHeaders = [['Content-Type', type] as const, ...headers];
  return {
    status,
    headers: Object.fromEntries(rawHeaders.map(([name, value]) => [name.toLowerCase(), value])),
    rawHeaders,
    body,
  };
}

/** The call may be refused, but only in words a person can read and with a code that names the cause. */
export async function refusedInWords<Value>(call: Promise<Value>): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof StreamscopeError)) throw error;
    assert.notEqual(error.code, 'INTERNAL');
    assert.ok(error.message.length > 0);
    return undefined;
  }
}
