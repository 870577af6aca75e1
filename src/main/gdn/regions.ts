import type { Region } from '../../shared/contract/schemas/connection.ts';
import { dataCentersOfTenant, localDataCenter, type DataCenter } from './data-centers.ts';
import { listFabrics } from './fabrics.ts';
import type { GdnRequest } from './gdn-http.ts';

/** The tenant's data centres, with the fabrics that are spread to each; the local one first. */
export async function listRegions(request: GdnRequest, tenant: string): Promise<readonly Region[]> {
  const [local, all, fabrics] = await Promise.all([
    localDataCenter(request),
    dataCentersOfTenant(request, tenant),
    listFabrics(request),
  ]);
  return all
    .map((center): Region => ({
      name: center.name,
      place: placeOf(center),
      isLocal: center.name === local.name,
      fabrics: fabrics.filter(({ dataCenters }) => dataCenters.includes(center.name)).map(({ name }) => name),
    }))
    .sort((left, right) => Number(right.isLocal) - Number(left.isLocal));
}

function placeOf({ city, country }: DataCenter): string {
  return [city, country].filter((word) => word !== undefined && word !== '').join(', ');
}
