import type { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { HttpResponse } from '../stream-admin/http-transport.ts';
import { expectAdmin, type AdminCall, type AdminRequest } from './admin-request.ts';

/** Asks for JSON and checks it. `doing` is what was tried, e.g. "list the topics". */
export async function askJson<Schema extends z.ZodType>(
  request: AdminRequest,
  path: string,
  schema: Schema,
  doing: string,
): Promise<z.infer<Schema>> {
  const response = await request({ method: 'GET', path });
  expectAdmin(response, doing);
  return readJson(response, schema, doing);
}

/** @throws StreamscopeError PROTOCOL_UNEXPECTED */
export function readJson<Schema extends z.ZodType>(
  response: HttpResponse,
  schema: Schema,
  doing: string,
): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(response.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new StreamscopeError(
    'PROTOCOL_UNEXPECTED',
    `Could not ${doing}: the answer is not one of Pulsar's admin API. Check the admin address; a proxy may answer in its place.`,
    { detail: response.body.subarray(0, 200).toString('utf8').replaceAll(/\s+/g, ' ') },
  );
}

/** For calls that answer 204, or a body nobody needs. */
export async function command(request: AdminRequest, call: AdminCall, doing: string): Promise<void> {
  expectAdmin(await request(call), doing);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
