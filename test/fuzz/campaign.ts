import { inspect } from 'node:util';
import { createRandom } from '../bench/random.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { mutate } from './mutate.ts';

export interface Finding {
  readonly target: string;
  /** With target and seed it makes the same input again. */
  readonly run: number;
  readonly words: string;
  readonly input: Buffer;
}

/** How long an input may take: a parser that is not linear cannot keep this for the large ones. */
export const timeLimitMs = (bytes: number): number => 100 + bytes / 1_000;

/** A slow machine is slow once; a slow parser is slow each time. */
const timesMeasured = 3;

/** The input of one run, the same for the same seed whatever ran before it. */
export function inputOf(target: FuzzTarget, seed: number, run: number): Buffer {
  return mutate(target.corpus, createRandom(mixed(target.name, seed, run)));
}

/** One run; undefined when all is well. */
export async function fuzzOnce(target: FuzzTarget, seed: number, run: number): Promise<Finding | undefined> {
  const input = inputOf(target, seed, run);
  let shortest = Number.POSITIVE_INFINITY;
  for (let time = 0; time < timesMeasured && shortest > timeLimitMs(input.length); time += 1) {
    const started = performance.now();
    try {
      // A copy: a parser that writes into its input must not hide that from the report.
      const outcome = target.run(Buffer.from(input), createRandom(mixed(target.name, seed + 1, run)));
      if (outcome !== undefined) await withStrays(outcome);
    } catch (error) {
      const words = inspect(error);
      return { target: target.name, run, words, input };
    }
    shortest = Math.min(shortest, performance.now() - started);
  }
  if (shortest <= timeLimitMs(input.length)) return undefined;
  return {
    target: target.name,
    run,
    words: `took ${Math.round(shortest)} ms for ${input.length} bytes`,
    input,
  };
}

/** A rejection that nobody waits for would end the app: it counts as one of this run. */
async function withStrays(outcome: Promise<void>): Promise<void> {
  let stray: { readonly reason: unknown } | undefined;
  const notice = (reason: unknown): void => {
    stray ??= { reason };
  };
  process.on('unhandledRejection', notice);
  try {
    await outcome;
    // Node tells of strays when the microtasks are done.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', notice);
  }
  if (stray !== undefined) throw new Error('A rejection was left unhandled.', { cause: stray.reason });
}

function mixed(name: string, seed: number, run: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b);
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
