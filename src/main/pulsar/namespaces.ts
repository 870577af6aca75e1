import { z } from 'zod';
import { StreamscopeError, type ErrorCode } from '../../shared/contract/errors.ts';
import { encodePathSegment } from '../../shared/domain/stream-name.ts';
import { askJson, command, readJson } from './admin-json.ts';
import { expectAdmin, namespacePath, pathTo, type AdminRequest } from './admin-request.ts';

const namesSchema = z.array(z.string());
const secondsSchema = z.coerce.number().int().nonnegative();

/** More tenants than this are not opened one by one; the profile's own is always there. */
const mostTenants = 100;

/**
 * `tenant/namespace` of everything these credentials may list. Listing tenants needs more rights than most have
 * (protocol E1): what is refused is left out, and the profile's own namespace always stays.
 */
export async function listNamespaces(
  request: AdminRequest,
  own: { tenant: string; namespace: string },
): Promise<readonly string[]> {
  const tenants = await orNothing(askJson(request, '/tenants', namesSchema, 'list the tenants'));
  // A name that cannot be asked for costs its own line, not the list.
  const askable = tenants.filter((tenant) => encodePathSegment(tenant) !== undefined);
  const paths = [...new Set([own.tenant, ...askable.slice(0, mostTenants)])].map((tenant) => pathTo(tenant));
  const lists = await Promise.all(
    paths.map((path) =>
      orNothing(askJson(request, `/namespaces${path}`, namesSchema, 'list the namespaces')),
    ),
  );
  return [...new Set([`${own.tenant}/${own.namespace}`, ...lists.flat()])];
}

/** Missing rights are told with 403 or, by some versions, with 401; bad credentials were found before, at sign-in. */
const refusals: ReadonlySet<ErrorCode> = new Set(['AUTH_FORBIDDEN', 'AUTH_EXPIRED', 'SERVICE_NOT_FOUND']);

async function orNothing(names: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await names;
  } catch (error) {
    if (error instanceof StreamscopeError && refusals.has(error.code)) return [];
    throw error;
  }
}

/** Seconds; 0 when none is set. */
export async function readTimeToLive(request: AdminRequest, fabric: string): Promise<number> {
  const doing = 'read the time to live';
  const response = await request({ method: 'GET', path: `/namespaces${namespacePath(fabric)}/messageTTL` });
  expectAdmin(response, doing);
  const text = response.body.toString('utf8').trim();
  return text === '' || text === 'null' ? 0 : readJson(response, secondsSchema, doing);
}

export async function setTimeToLive(request: AdminRequest, fabric: string, seconds: number): Promise<void> {
  const path = `/namespaces${namespacePath(fabric)}/messageTTL`;
  await command(request, { method: 'POST', path, body: String(seconds) }, 'set the time to live');
}
