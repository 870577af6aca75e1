/** What unpacks one run of compressed bytes, bounded in what it makes. */
import { DecodeFault, maxDecodedBytes } from './decoded.ts';

export interface Unpacked {
  /** Compressed bytes read; fewer than given when something follows their end. */
  readonly taken: number;
  readonly chunks: readonly Uint8Array[];
}

/** @param room more bytes than this are refused. Rejects with a DecodeFault at the place in `bytes`. */
export type Unpacker = (bytes: Uint8Array, room: number) => Promise<Unpacked>;

export const tooMuch = (taken: number): DecodeFault =>
  new DecodeFault(taken, `it unpacks to more than ${maxDecodedBytes / 2 ** 20} MiB and was stopped there`);

export const damaged = (taken: number, words: string): DecodeFault =>
  new DecodeFault(taken, `the compressed data is damaged (${words})`);
