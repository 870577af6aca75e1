/** Parsing JSON a little at a time, so that a window stays alive under a payload of any size. */

import { JsonParser, type JsonOutcome } from './lossless-json-parser.ts';

export interface SliceOptions {
  /** A steady clock in milliseconds. */
  readonly now: () => number;
  /** Lets others run. */
  readonly pause: () => Promise<void>;
  /** Longest stretch of work, milliseconds. */
  readonly sliceMs?: number;
  /** An AbortSignal, or anything that says the same. */
  readonly signal?: { readonly aborted: boolean };
  readonly onprogress?: (share: number) => void;
}

/** Characters between two looks at the clock: well under a millisecond of work. */
const SLICE_CHARACTERS = 64 * 1024;

/** Parses a little at a time. Undefined when the signal was aborted. */
export const parseJsonInSlices = async (
  text: string,
  { now, pause, sliceMs = 8, signal, onprogress }: SliceOptions,
): Promise<JsonOutcome | undefined> => {
  const parser = new JsonParser(text);
  let sliceEnd = now() + sliceMs;
  for (;;) {
    const outcome = parser.advance(SLICE_CHARACTERS);
    if (outcome !== undefined) return outcome;
    if (now() < sliceEnd) continue;
    onprogress?.(parser.progress);
    await pause();
    if (signal?.aborted) return undefined;
    sliceEnd = now() + sliceMs;
  }
};
