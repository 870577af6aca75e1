import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { encodePathSegment } from '../../shared/domain/stream-name.ts';
import type { GdnRequest } from './gdn-http.ts';
import { readAnswer } from './gdn-response.ts';

export interface DataCenter {
  readonly name: string;
  /** Host without `api-`; `domain/gdn-endpoint` makes addresses of it. */
  readonly host: string;
  readonly local: boolean;
  readonly city: string | undefined;
  readonly country: string | undefined;
}

const words = z.string().optional().catch(undefined);
const dataCenterSchema = z
  .object({
    name: z.string(),
    host: words,
    local: z.boolean().catch(false),
    tags: z.object({ url: words }).catch({ url: undefined }),
    locationInfo: z
      .object({ city: words, countryname: words })
      .catch({ city: undefined, countryname: undefined }),
  })
  .transform(({ name, host, local, tags, locationInfo }) => ({
    name,
    host: tags.url ?? host ?? '',
    local,
    city: locationInfo.city,
    country: locationInfo.countryname,
  }));
const ofTenantSchema = z.array(z.object({ dcInfo: z.array(dataCenterSchema) }));

/** The region that answers at the connection's own address (protocol A6). */
export async function localDataCenter(request: GdnRequest): Promise<DataCenter> {
  const response = await request({ method: 'GET', path: '/datacenter/local' });
  return readAnswer(response, dataCenterSchema, 'find the local data centre');
}

/** All regions the tenant's data lives in (protocol A6). */
export async function dataCentersOfTenant(
  request: GdnRequest,
  tenant: string,
): Promise<readonly DataCenter[]> {
  const segment = encodePathSegment(tenant);
  if (segment === undefined) throw new StreamscopeError('INPUT_INVALID', 'This is not the name of a tenant.');
  const response = await request({ method: 'GET', path: `/datacenter/_tenant/${segment}` });
  return readAnswer(response, ofTenantSchema, 'list the data centres').flatMap(({ dcInfo }) => dcInfo);
}
