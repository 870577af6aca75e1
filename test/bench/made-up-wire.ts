/** What a broker adds to made-up messages: ids, times and the frame around each. */
import type { FrameBatch } from '../../src/main/store/store.ts';
import type { MadeUpMessage } from './made-up-messages.ts';
import { messageIdText } from './message-id-text.ts';

export const madeUpSession = { session: 'generated', attempt: 1 } as const;
const startedAt = 1_777_000_000_000;
const perMillisecond = 50;
const entriesPerLedger = 50_000;

/** Fifty messages a millisecond, as a flood brings them. */
export function timeOf(number: number): number {
  return startedAt + Math.floor(number / perMillisecond);
}

/** Ledgers of 50,000 entries, as brokers roll them. */
export function placeOf(entry: number): { ledger: number; entry: number } {
  return { ledger: 1000 + Math.floor(entry / entriesPerLedger), entry: entry % entriesPerLedger };
}

export function idText(number: number): string {
  const { ledger, entry } = placeOf(number);
  return messageIdText(ledger, entry);
}

/** `first` messages of the stream and `before` of all came before these. */
export function frameBatchOf(
  streamId: number,
  messages: readonly MadeUpMessage[],
  first: number,
  before: number,
): FrameBatch {
  let time = { at: 0, text: '' };
  const texts = messages.map(({ payload, key, properties }, index) => {
    const keyField = key === '' ? '' : `,"key":"${key}"`;
    const at = timeOf(before + index);
    if (at !== time.at) time = { at, text: new Date(at).toISOString() };
    return (
      `{"messageId":"${idText(first + index)}","payload":"${Buffer.from(payload).toString('base64')}",` +
      `"properties":${properties},"publishTime":"${time.text}","redeliveryCount":0${keyField}}`
    );
  });
  const offsets = new Uint32Array(texts.length + 1);
  texts.forEach((text, index) => {
    offsets[index + 1] = (offsets[index] ?? 0) + text.length;
  });
  const frames = new Uint8Array(Buffer.from(texts.join('')));
  const receivedAt = new Float64Array(texts.length).map((_, index) => timeOf(before + index));
  return { streamId, ...madeUpSession, mode: 'observe', frames: frames.buffer, offsets, receivedAt };
}
