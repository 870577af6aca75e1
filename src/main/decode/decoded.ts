/**
 * The decode room turns payload bytes into something a person can read: text, JSON, or the bytes inside a compressed
 * payload. Payloads are hostile: every decoder is bounded in what it makes and how deep it goes, none throws, and one
 * that cannot go on says where and why.
 */
import type { DecoderName } from '../../shared/domain/decoders.ts';

export type DecodedContent =
  | { readonly form: 'text'; readonly text: string }
  /** JSON text; numbers have every digit and repeated keys stand as often as they came (see json-text.ts). */
  | { readonly form: 'json'; readonly json: string }
  /** What was packed: to be decoded on. */
  | { readonly form: 'bytes'; readonly bytes: Uint8Array };

export interface DecodeFailure {
  /** Bytes from the beginning; of a compressed payload, how far it was read. */
  readonly offset: number;
  /** For people; a sentence without its full stop. */
  readonly why: string;
}

export type Decoded =
  | {
      readonly decoder: DecoderName;
      readonly ok: true;
      readonly content: DecodedContent;
      /** What the format says beside the content, e.g. the id of a schema. */
      readonly note?: string;
    }
  | { readonly decoder: DecoderName; readonly ok: false; readonly failure: DecodeFailure };

/** No decoder gives more than this; what would unpack to more is refused. */
export const maxDecodedBytes = 64 * 1024 * 1024;

/** A content together with what the format says beside it. */
export interface Noted {
  readonly content: DecodedContent;
  readonly note: string;
}

/** Thrown inside a decoder and caught by it: never leaves the room. */
export class DecodeFault extends Error {
  readonly offset: number;

  constructor(offset: number, why: string) {
    super(why);
    this.offset = offset;
  }
}

/** Runs a decoder; a fault becomes a failure, anything else is a defect and stays one. */
export function decodedBy(decoder: DecoderName, read: () => DecodedContent | Noted): Decoded {
  try {
    const result = read();
    return { decoder, ok: true, ...('content' in result ? result : { content: result }) };
  } catch (thrown) {
    if (!(thrown instanceof DecodeFault)) throw thrown;
    return { decoder, ok: false, failure: { offset: thrown.offset, why: thrown.message } };
  }
}
