import type { Client } from '../api/client.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { Decoded } from '../../shared/contract/schemas/decoding.ts';
import type { MessageDetail } from '../../shared/contract/schemas/history.ts';
import type { DecodeStep } from '../../shared/domain/decoders.ts';
import { yieldToPage } from '../lib/yield-to-page.ts';

/** A payload as it was read: what came out, and by which way. */
export interface DecodedContent {
  readonly form: Decoded['form'];
  readonly bytes: Uint8Array;
  /** Of text and JSON. */
  readonly text: string | undefined;
  readonly decoded: Decoded;
}

/** The payload of the message under the lens, read by content, by what is remembered for its stream or by hand. */
export class Decoding {
  /** The message it is of. */
  rowId = $state<number>();
  content = $state.raw<DecodedContent>();
  error = $state.raw<ErrorReport>();
  isReading = $state(false);
  #latest = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Without a chain: as remembered, else by content. A newer call makes an older one count for nothing. `onread` is
   * called in the turn in which this changes, so that what belongs to it can change with it.
   */
  async read(
    detail: MessageDetail,
    chain?: readonly DecodeStep[],
    onread: () => void = () => undefined,
  ): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    this.isReading = true;
    try {
      const content = await readPayload(this.#client, detail, chain, () => mine === this.#latest);
      if (mine !== this.#latest || content === undefined) return;
      this.content = content;
      this.error = undefined;
      this.rowId = detail.rowId;
      onread();
    } catch (error) {
      if (mine !== this.#latest) return;
      this.content = undefined;
      this.error = reportOf(error);
      this.rowId = detail.rowId;
      onread();
    } finally {
      if (mine === this.#latest) this.isReading = false;
    }
  }
}

/** Asks for what came out, slice by slice; undefined when it is no longer wanted. */
export async function readPayload(
  client: Client,
  detail: MessageDetail,
  chain: readonly DecodeStep[] | undefined,
  isWanted: () => boolean,
): Promise<DecodedContent | undefined> {
  const request = { rowId: detail.rowId, ...(chain === undefined ? {} : { chain: [...chain] }) };
  const decoded = await client.call('messages.decode', request);
  let bytes = detail.payload;
  if (!decoded.isPayload) {
    bytes = new Uint8Array(decoded.total);
    bytes.set(decoded.bytes);
    for (let at = decoded.bytes.length; at < decoded.total && isWanted();) {
      const more = await client.call('messages.decode', { ...request, offset: at });
      if (more.bytes.length === 0) break;
      bytes.set(more.bytes, at);
      at += more.bytes.length;
    }
  }
  if (decoded.form === 'bytes') return { form: 'bytes', bytes, text: undefined, decoded };
  const text = await textOf(bytes, isWanted);
  return text === undefined ? undefined : { form: decoded.form, bytes, text, decoded };
}

/** Bytes made text between two looks at the page: a few milliseconds of work. */
const textSliceBytes = 512 * 1024;

async function textOf(bytes: Uint8Array, isWanted: () => boolean): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length; at += textSliceBytes) {
    if (at > 0) await yieldToPage();
    if (!isWanted()) return undefined;
    text += decoder.decode(bytes.subarray(at, at + textSliceBytes), { stream: true });
  }
  // What is made of a long text is work of its own.
  if (bytes.length > textSliceBytes) await yieldToPage();
  return text + decoder.decode();
}
