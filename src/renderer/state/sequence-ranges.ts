import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';

/** As many separate ranges as main takes at once. */
const mostRanges = 100_000;

/** Adds a `seq` higher than all before it; neighbours become one range. */
export function addSequence(ranges: SequenceRange[], seq: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && seq <= last.to + 1) {
    last.to = Math.max(last.to, seq);
    return;
  }
  if (ranges.length === mostRanges)
    throw new StreamscopeError(
      'INPUT_INVALID',
      'More messages are chosen, apart from each other, than can be taken at once. Choose fewer of them.',
    );
  ranges.push({ from: seq, to: seq });
}
