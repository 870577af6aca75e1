import type { StreamEntry } from '../../../shared/contract/schemas/stream.ts';

/** Everything that a call on a whole side of a fabric reaches, in words. */
export function sideWords(
  { fabric, scope }: Pick<StreamEntry, 'fabric' | 'scope'>,
  isPulsar: boolean,
): string {
  return isPulsar
    ? `every topic of the namespace ${fabric}`
    : `every ${scope} stream of the fabric ${fabric}`;
}
