import { z } from 'zod';
import { gdnFabricPath } from '../../shared/domain/gdn-endpoint.ts';
import type { GdnRequest } from './gdn-http.ts';
import { readAnswer } from './gdn-response.ts';

export interface Fabric {
  readonly name: string;
  /** Names of the data centres the fabric is spread over. */
  readonly dataCenters: readonly string[];
}

const listSchema = z.object({
  result: z.array(
    z.union([
      z.string(),
      z.object({
        name: z.string(),
        options: z.object({ dcList: z.string().catch('') }).catch({ dcList: '' }),
      }),
    ]),
  ),
});
const userSchema = z.object({ result: z.array(z.object({ tenant: z.string().min(1) })).min(1) });

/** The fabrics these credentials may use (protocol A6, `database/user`). */
export async function listFabrics(request: GdnRequest): Promise<readonly Fabric[]> {
  const path = gdnFabricPath('_system', 'database', 'user') ?? '';
  const { result } = readAnswer(await request({ method: 'GET', path }), listSchema, 'list the fabrics');
  return result.map((row) =>
    typeof row === 'string'
      ? { name: row, dataCenters: [] }
      : { name: row.name, dataCenters: row.options.dcList.split(',').filter((name) => name !== '') },
  );
}

/** The tenant of these credentials where neither key nor token says it (protocol A4). */
export async function readTenant(request: GdnRequest): Promise<string> {
  const response = await request({ method: 'GET', path: '/_api/user' });
  const [user] = readAnswer(response, userSchema, 'find the tenant').result;
  return user?.tenant ?? '';
}
