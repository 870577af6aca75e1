/** One row of `/datacenter/*` (protocol A6). */
export interface DataCentre {
  readonly _key: string;
  readonly host: string;
  readonly local: boolean;
  readonly name: string;
  readonly spot_region: boolean;
  readonly status: number;
  readonly tags: { readonly api: string; readonly url: string };
  readonly locationInfo: {
    readonly city: string;
    readonly countrycode: string;
    readonly countryname: string;
    readonly latitude: string;
    readonly longitude: string;
    readonly url: string;
  };
}

const REGIONS = [
  {
    name: 'sandbox-eu',
    city: 'Frankfurt',
    code: 'DE',
    country: 'Germany',
    latitude: '50.11',
    longitude: '8.68',
  },
  {
    name: 'sandbox-us',
    city: 'Fremont',
    code: 'US',
    country: 'United States',
    latitude: '37.55',
    longitude: '-121.99',
  },
  { name: 'sandbox-ap', city: 'Mumbai', code: 'IN', country: 'India', latitude: '19.08', longitude: '72.88' },
] as const;

export const regionNames: readonly string[] = REGIONS.map(({ name }) => name);

/**
 * Three regions that are all this one server. `host` is `127.0.0.1:port`, or `x@127.0.0.1:port` for clients that put `api-`
 * before whatever they are told: the prefix then lands in the user part of the URL (protocol G1).
 */
export function dataCentresAt(host: string): readonly DataCentre[] {
  return REGIONS.map((region, at) => ({
    _key: region.name,
    host,
    local: at === 0,
    name: region.name,
    spot_region: false,
    status: 0,
    tags: { api: host.includes('@') ? `api-${host}` : host, url: host },
    locationInfo: {
      city: region.city,
      countrycode: region.code,
      countryname: region.country,
      latitude: region.latitude,
      longitude: region.longitude,
      url: host,
    },
  }));
}
