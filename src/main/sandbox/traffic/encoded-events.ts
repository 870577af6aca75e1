import { gzipSync } from 'node:zlib';
import { draftOf, type MessageDraft } from '../broker/message.ts';
import { between, pick, type Random } from './random.ts';

/** Clicks of a web shop, a few together, as gzip-compressed JSON. */
export function createGzipEvents(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return (nowMs) => {
    const session = `session-${between(random, 1, 300)}`;
    const events = Array.from({ length: between(random, 5, 20) }, (_unused, at) => ({
      at: nowMs + at * 40,
      page: pick(random, ['/', '/tea', '/cups', '/basket', '/checkout']),
      action: pick(random, ['view', 'click', 'scroll', 'add-to-basket']),
      x: between(random, 0, 1920),
      y: between(random, 0, 1080),
    }));
    count++;
    return draftOf({
      payload: gzipSync(JSON.stringify({ session, events })),
      key: session,
      properties: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
      producerName: 'clicks',
      sequenceId: count,
    });
  };
}

/**
 * Shipments in Protobuf: `message Shipment { string tracking = 1; uint64 weight_grams = 2; string carrier = 3; bool express = 4; }`.
 */
export function createShipments(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return () => {
    count++;
    const tracking = `TRK${String(between(random, 1, 99_999_999)).padStart(8, '0')}`;
    const carrier = pick(random, ['Northwind', 'Südpost', 'Express 🚚']);
    return draftOf({
      payload: Buffer.concat([
        textField(0x0a, tracking),
        Buffer.from([0x10, ...varint(between(random, 80, 30_000))]),
        textField(0x1a, carrier),
        Buffer.from([0x20, random() < 0.3 ? 1 : 0]),
      ]),
      key: tracking,
      properties: { 'content-type': 'application/x-protobuf', schema: 'Shipment' },
      producerName: 'dispatch',
      sequenceId: count,
    });
  };
}

function textField(tag: number, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([tag, ...varint(bytes.byteLength)]), bytes]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 0x80)) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest % 0x80) | 0x80);
  }
}
