import type { Region } from '../../../shared/contract/schemas/connection.ts';
import { formatCount } from '../../lib/format-number.ts';

/** `sandbox-eu (Frankfurt, Germany)` */
const regionName = ({ name, place }: Region): string => (place === '' ? name : `${name} (${place})`);

/** `Connected to sandbox-eu (Frankfurt, Germany), one of 3 regions`; undefined where nothing is known. */
export function connectedRegionWords(regions: readonly Region[]): string | undefined {
  const local = regions.find(({ isLocal }) => isLocal);
  if (local === undefined) return regions.length === 0 ? undefined : formatCount(regions.length, 'region');
  const whole = regions.length === 1 ? 'the only region' : `one of ${formatCount(regions.length, 'region')}`;
  return `Connected to ${regionName(local)}, ${whole}`;
}

/** Every region on a line of its own. */
export const regionLines = (regions: readonly Region[]): readonly string[] => regions.map(regionName);

/** `Replicated over 3 regions: sandbox-eu, sandbox-us, sandbox-ap`, of a global stream; undefined where nothing is known. */
export function replicationWords(regions: readonly Region[], fabric: string): string | undefined {
  const names = regions.filter(({ fabrics }) => fabrics.includes(fabric)).map(({ name }) => name);
  if (names.length === 0) return undefined;
  return names.length === 1
    ? `In one region alone: ${names.join('')}`
    : `Replicated over ${formatCount(names.length, 'region')}: ${names.join(', ')}`;
}
