import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Position } from '../stream-admin/cursor-admin.ts';

const largestId = 2n ** 63n - 1n;
const largestIndex = 2 ** 31 - 1;

/** `ledger:entry` in decimal, as far as both are 64-bit numbers; whatever follows is left alone. */
export function readLedgerEntry(text: string): Pick<Position, 'ledger' | 'entry'> | undefined {
  const match = /^(-?\d{1,20}):(-?\d{1,20})(?!\d)/.exec(text);
  const ledger = idText(match?.[1]);
  const entry = idText(match?.[2]);
  return ledger === undefined || entry === undefined ? undefined : { ledger, entry };
}

/**
 * Reads `{"ledgerId":…,"entryId":…,"partitionIndex":…}`. Not through JSON.parse: ids are 64-bit and would be rounded.
 * Undefined for any other text.
 */
export function readPosition(text: string): Position | undefined {
  const ledger = idText(fieldOf(text, 'ledgerId'));
  const entry = idText(fieldOf(text, 'entryId'));
  const partition = Number(fieldOf(text, 'partitionIndex') ?? -1);
  const batchIndex = Number(fieldOf(text, 'batchIndex') ?? -1);
  if (ledger === undefined || entry === undefined || !isIndex(partition) || !isIndex(batchIndex))
    return undefined;
  return { ledger, entry, partition, batchIndex };
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

/** The number as it is usually written; undefined outside of what an id can be. */
function idText(digits: string | undefined): string | undefined {
  if (digits === undefined) return undefined;
  const id = BigInt(digits);
  return id >= -1n && id <= largestId ? id.toString() : undefined;
}

function isIndex(value: number): boolean {
  return value >= -1 && value <= largestIndex;
}

function fieldOf(text: string, name: string): string | undefined {
  return new RegExp(`"${name}"\\s*:\\s*(-?\\d{1,20})(?![\\d.eE])`).exec(text)?.[1];
}
