/**
 * Fuzzing of everything that reads bytes from the network: valid examples are mutated, and whatever comes of it must end
 * in a value or in a StreamscopeError, in bounded time and memory.
 */
import type { Random } from '../bench/random.ts';

export interface FuzzTarget {
  readonly name: string;
  /** Valid examples. */
  readonly corpus: readonly Buffer[];
  /** Reads the input as production would and checks what comes of it. Anything thrown is a finding. */
  readonly run: (input: Buffer, random: Random) => void | Promise<void>;
}

export const textsOf = (values: readonly unknown[]): Buffer[] =>
  values.map((value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
