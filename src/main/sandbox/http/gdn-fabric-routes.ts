import type { DataCentre } from '../data-centres.ts';
import type { FabricCatalog } from '../fabric-catalog.ts';
import { gdnFailure, gdnResult } from './gdn-answers.ts';
import { jsonBody, jsonResponse, type Route, type SandboxResponse } from './message.ts';

export interface FabricRouteOptions {
  readonly tenant: string;
  readonly fabrics: FabricCatalog;
  /** Read at each request: the address is known only once the server listens. */
  readonly dataCentres: () => readonly DataCentre[];
}

/** Data centres and fabrics (protocol A6). */
export function gdnFabricRoutes({ tenant, fabrics, dataCentres }: FabricRouteOptions): readonly Route[] {
  const dcList = (): string =>
    dataCentres()
      .map(({ name }) => name)
      .join(',');
  const describe = (name: string): object => ({
    name,
    isSystem: name === '_system',
    options: {
      dcList: dcList(),
      name: `${tenant}.${name}`,
      tenant,
      status: 'available',
      realTime: true,
      spotDc: '',
      clusters: [],
      associated_regions: [],
      metadata: {},
      dynamo_local_tables: false,
    },
  });
  return [
    {
      method: 'GET',
      pattern: '/datacenter/local',
      access: 'gdn',
      handle: () =>
        jsonResponse(
          200,
          dataCentres().find(({ local }) => local),
        ),
    },
    {
      method: 'GET',
      pattern: '/datacenter/all',
      access: 'gdn',
      handle: () => jsonResponse(200, dataCentres()),
    },
    {
      method: 'GET',
      pattern: '/datacenter/_tenant/:tenant',
      access: 'gdn',
      handle: (request) =>
        request.part('tenant') === tenant
          ? jsonResponse(200, [{ tenant, dcInfo: dataCentres() }])
          : gdnFailure(403, 11, 'forbidden'),
    },
    {
      method: 'GET',
      pattern: '/datacenter/:name',
      access: 'gdn',
      handle: (request) => oneDataCentre(dataCentres(), request.part('name')),
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/database/user',
      access: 'gdn',
      handle: () => gdnResult(fabrics.names().map(describe)),
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/database/current',
      access: 'gdn',
      handle: (request) => {
        const name = request.part('fabric');
        return fabrics.has(name) ? gdnResult(describe(name)) : gdnFailure(404, 1228, 'fabric not found');
      },
    },
    {
      method: 'GET',
      pattern: '/_fabric/:fabric/_api/database',
      access: 'gdn',
      handle: (request) => onlyInSystem(request.part('fabric')) ?? gdnResult(fabrics.names()),
    },
    {
      method: 'POST',
      pattern: '/_fabric/:fabric/_api/database',
      access: 'gdn',
      handle: (request) =>
        onlyInSystem(request.part('fabric')) ?? createFabric(fabrics, jsonBody(request)['name']),
    },
    {
      method: 'DELETE',
      pattern: '/_fabric/:fabric/_api/database/:name',
      access: 'gdn',
      handle: (request) =>
        onlyInSystem(request.part('fabric')) ?? removeFabric(fabrics, request.part('name')),
    },
  ];
}

function oneDataCentre(dataCentres: readonly DataCentre[], name: string): SandboxResponse {
  const found = dataCentres.find((dataCentre) => dataCentre.name === name);
  if (found === undefined) return gdnFailure(404, 102024, 'datacenter not found');
  const { local, status, tags, locationInfo } = found;
  return jsonResponse(200, { name, local, status, tags, locationInfo });
}

function onlyInSystem(fabric: string): SandboxResponse | undefined {
  return fabric === '_system' ? undefined : gdnFailure(403, 1230, 'operation only allowed in _system fabric');
}

function createFabric(fabrics: FabricCatalog, name: unknown): SandboxResponse {
  if (typeof name !== 'string' || !/^[A-Za-z_][\w-]{0,63}$/.test(name))
    return gdnFailure(400, 1229, 'fabric name invalid');
  return fabrics.create(name) ? gdnResult(true, 201) : gdnFailure(409, 1207, 'duplicate name');
}

function removeFabric(fabrics: FabricCatalog, name: string): SandboxResponse {
  return name !== '_system' && fabrics.remove(name)
    ? gdnResult(true)
    : gdnFailure(404, 1228, 'fabric not found');
}
