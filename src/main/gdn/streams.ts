import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StreamEntry } from '../../shared/contract/schemas/stream.ts';
import { gdnFabricPath } from '../../shared/domain/gdn-endpoint.ts';
import {
  formatStreamName,
  gdnNameProblem,
  gdnStreamName,
  gdnTopic,
  readGdnNamespace,
  readGdnTopic,
  type StreamName,
  type StreamScope,
} from '../../shared/domain/stream-name.ts';
import { usableEntries } from '../stream-admin/listed-streams.ts';
import type { GdnRequest } from './gdn-http.ts';
import { expectSuccess, readAnswer } from './gdn-response.ts';

const rowSchema = z.object({
  topic: z.string().min(1),
  local: z.boolean().optional().catch(undefined),
  tenant: z.string().optional().catch(undefined),
  terminated: z.boolean().optional().catch(undefined),
});
// A row that cannot be read costs its own line, not the whole list.
const listSchema = z.object({
  result: z.array(z.unknown()).transform((rows) =>
    rows.flatMap((row) => {
      const parsed = rowSchema.safeParse(row);
      return parsed.success ? [parsed.data] : [];
    }),
  ),
});

/** Local and global streams of a fabric; without a side named the service lists both (protocol A7). */
export async function listStreams(
  request: GdnRequest,
  tenant: string,
  fabric: string,
): Promise<readonly StreamEntry[]> {
  const response = await request({ method: 'GET', path: pathIn(fabric, 'streams') });
  const { result } = readAnswer(response, listSchema, `list the streams of ${fabric}`);
  const entries = result.map((row) => {
    const { prefixed, scope } = readGdnTopic(row.topic);
    const side = prefixed ? scope : row.local === false ? 'global' : 'local';
    return entryOf(gdnStreamName(row.tenant ?? tenant, fabric, side, row.topic), row.terminated);
  });
  return usableEntries(entries);
}

/** @throws StreamscopeError SERVICE_CONFLICT when it exists, INPUT_INVALID for a name the service refuses */
export async function createStream(
  request: GdnRequest,
  tenant: string,
  fabric: string,
  name: string,
  scope: StreamScope,
): Promise<StreamEntry> {
  const problem = gdnNameProblem(name);
  if (problem !== undefined) throw new StreamscopeError('INPUT_INVALID', problem);
  const path = pathIn(fabric, 'streams', name);
  const response = await request({ method: 'POST', path, query: { global: scope === 'global' } });
  expectSuccess(response, `create ${name}`);
  return entryOf(gdnStreamName(tenant, fabric, scope, gdnTopic(name, scope)), undefined);
}

/** The prefixed topic is what chooses the local or the global stream: a bare name would reach the other one (F1). */
export async function deleteStream(request: GdnRequest, stream: StreamName, force: boolean): Promise<void> {
  const response = await request({ method: 'DELETE', path: pathOf(stream), query: { force } });
  expectSuccess(response, `delete ${stream.topic}`);
}

/** Raw bytes, whatever the content type says (protocol A7). */
export async function publish(request: GdnRequest, stream: StreamName, payload: Uint8Array): Promise<void> {
  const path = pathOf(stream, 'publish');
  const response = await request({ method: 'POST', path, query: globalOf(stream), body: payload });
  expectSuccess(response, `publish to ${stream.topic}`);
}

/** `/_fabric/{fabric}/_api/streams/{topic}/...` of one stream. */
export function pathOf(stream: StreamName, ...rest: readonly string[]): string {
  return pathIn(sideOf(stream).fabric, 'streams', stream.topic, ...rest);
}

/** @throws StreamscopeError INPUT_INVALID for names that cannot stand in a path */
export function pathIn(fabric: string, ...segments: readonly string[]): string {
  const path = gdnFabricPath(fabric, ...segments);
  if (path === undefined) {
    throw new StreamscopeError(
      'INPUT_INVALID',
      'This name cannot be used in a request. Names are not ".", ".." or empty.',
    );
  }
  return path;
}

export function globalOf(stream: StreamName): { readonly global: boolean } {
  return { global: sideOf(stream).scope === 'global' };
}

function sideOf(stream: StreamName): { fabric: string; scope: StreamScope } {
  const side = readGdnNamespace(stream.namespace);
  if (side !== undefined) return side;
  throw new StreamscopeError('INPUT_INVALID', `${stream.namespace} is not a namespace of a GDN fabric.`);
}

function entryOf(stream: StreamName, terminated: boolean | undefined): StreamEntry {
  const { name, prefixed } = readGdnTopic(stream.topic);
  const { fabric, scope } = sideOf(stream);
  return {
    fullName: formatStreamName(stream),
    name,
    fabric,
    scope,
    role: name.startsWith('_') ? 'system' : prefixed ? 'user' : 'collection',
    ...(terminated === undefined ? {} : { terminated }),
  };
}
