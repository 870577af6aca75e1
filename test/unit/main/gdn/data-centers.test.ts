import { describe, expect, it } from 'vitest';
import { dataCentersOfTenant, localDataCenter } from '../../../../src/main/gdn/data-centers.ts';
import type { GdnCall } from '../../../../src/main/gdn/gdn-http.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

const local: unknown = vectors.vectors.find(({ id }) => id === 'gdn-dc-local')?.response?.json;

/** Answers every call with this, and keeps what was asked. */
function setUp(status: number, body: unknown) {
  const asked: GdnCall[] = [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = (call: GdnCall) => {
    asked.push(call);
    return Promise.resolve({ status, headers: {}, rawHeaders: [], body: Buffer.from(text) });
  };
  return { asked, request };
}

const frankfurt = {
  name: 'gdn-eu1',
  host: 'gdn-eu1.demo.example',
  local: true,
  city: 'Frankfurt',
  country: 'Germany',
};

describe('the regions of a tenant (protocol A6)', () => {
  it('are read from the bare objects the service answers with, as in the reference vector', async () => {
    const one = setUp(200, local);
    expect(await localDataCenter(one.request)).toEqual(frankfurt);
    expect(one.asked).toEqual([{ method: 'GET', path: '/datacenter/local' }]);
    const all = setUp(200, [{ tenant: 'a.b', dcInfo: [local] }]);
    expect(await dataCentersOfTenant(all.request, 'a.b')).toEqual([frankfurt]);
    expect(all.asked).toEqual([{ method: 'GET', path: '/datacenter/_tenant/a.b' }]);
  });

  it('have what they were given and no more where members are missing or odd', async () => {
    const { request } = setUp(200, { name: 'edge', tags: 'none', locationInfo: null, local: 'yes' });
    expect(await localDataCenter(request)).toEqual({
      name: 'edge',
      host: '',
      local: false,
      city: undefined,
      country: undefined,
    });
  });

  it('end as a typed error where the answer is none, and ask nothing for a name that is none', async () => {
    const odd = [
      [404, { error: true, code: 404, errorNum: 102_024 }, 'SERVICE_NOT_FOUND'],
      [200, { errorNum: 102_024 }, 'SERVICE_NOT_FOUND'],
      [200, '<html>', 'PROTOCOL_UNEXPECTED'],
      [200, {}, 'PROTOCOL_UNEXPECTED'],
      [502, '', 'SERVICE_UNAVAILABLE'],
    ] as const;
    for (const [status, body, code] of odd) {
      await expect(localDataCenter(setUp(status, body).request)).rejects.toMatchObject({ code });
    }
    const { asked, request } = setUp(200, []);
    await expect(dataCentersOfTenant(request, '..')).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(asked).toEqual([]);
  });
});
