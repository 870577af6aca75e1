import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Position } from '../stream-admin/cursor-admin.ts';

const largestId = 2n ** 63n - 1n;

/**
 * Reads `{"ledgerId":…,"entryId":…,"partitionIndex":…}`. Not through JSON.parse: ids are 64-bit and would be rounded.
 * Undefined for any other text.
 */
export function readPosition(text: string): Position | undefined {
  const ledger = fieldOf(text, 'ledgerId');
  const entry = fieldOf(text, 'entryId');
  if (ledger === undefined || entry === undefined) return undefined;
  return {
    ledger,
    entry,
    partition: Number(fieldOf(text, 'partitionIndex') ?? -1),
    batchIndex: Number(fieldOf(text, 'batchIndex') ?? -1),
  };
}

/**
 * Writes it, digit by digit.
 * @throws StreamscopeError INPUT_INVALID
 */
export function writePosition(position: Position): string {
  const { ledger, entry, partition, batchIndex } = position;
  const numbers = [ledger, entry, String(partition), String(batchIndex)];
  if (
    !numbers.every((text) => /^-?\d{1,19}$/.test(text) && BigInt(text) >= -1n && BigInt(text) <= largestId)
  ) {
    throw new StreamscopeError(
      'INPUT_INVALID',
      'A place in a stream is ledger:entry, both whole numbers. Nothing was changed.',
    );
  }
  return `{"ledgerId":${ledger},"entryId":${entry},"partitionIndex":${partition},"batchIndex":${batchIndex},"excluded":false}`;
}

function fieldOf(text: string, name: string): string | undefined {
  return new RegExp(`"${name}"\\s*:\\s*(-?\\d{1,20})(?![\\d.eE])`).exec(text)?.[1];
}
