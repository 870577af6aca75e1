import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionPlan } from '../../../src/shared/contract/schemas/session.ts';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';

let folder: string;
let main: Main;
let fullName: string;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
  const { streams } = await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' });
  fullName = streams.find(({ name }) => name === 'orders')?.fullName ?? '';
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

const observe: SessionPlan = { mode: 'observe', start: { at: 'earliest' } };
const consume: SessionPlan = {
  mode: 'consume',
  subscription: 'by-hand',
  type: 'Exclusive',
  ackPolicy: 'manual',
  initialPosition: 'Earliest',
  receiverQueueSize: 1000,
  negativeAckRedeliveryDelayMs: 100,
};

const open = (plan: SessionPlan) => main.call('sessions.open', { connectionId: 'sandbox', fullName, plan });
const sessionOf = async (sessionId: string) => {
  const found = (await main.call('sessions.list', undefined)).find((one) => one.sessionId === sessionId);
  if (found === undefined) throw new Error('The session is gone.');
  return found;
};
const rowsOf = async (streamId: number, count: number) =>
  (await main.call('history.rows', { view: { kind: 'stream', streamId }, from: 0, count })).rows;
const soon = { timeout: 15_000, interval: 25 };

describe('a stream observed and consumed at once', () => {
  it('lets the consumer answer by hand what the observer had seen before', async () => {
    const observer = await open(observe);
    const { streamId } = observer;
    await vi.waitFor(async () => {
      expect((await sessionOf(observer.sessionId)).accounting.stored).toBeGreaterThanOrEqual(50);
    }, soon);
    expect((await rowsOf(streamId, 50)).map(({ state }) => state)).toEqual(Array(50).fill('seen'));

    const consumer = await open(consume);
    await vi.waitFor(async () => {
      const { accounting } = await sessionOf(consumer.sessionId);
      expect(accounting.stored + accounting.redelivered).toBeGreaterThanOrEqual(50);
    }, soon);
    const rows = await rowsOf(streamId, 50);
    expect(rows.map(({ state }) => state)).toEqual(Array(50).fill('unacked'));
    expect(rows.map(({ deliveries }) => deliveries)).toEqual(Array(50).fill(1));

    const answered = await main.call('sessions.ack', {
      sessionId: consumer.sessionId,
      ranges: [{ from: 1, to: 50 }],
    });
    expect(answered).toEqual({ sent: 50, skipped: 0 });
    await vi.waitFor(async () => {
      const states = (await rowsOf(streamId, 50)).map(({ state }) => state);
      expect(states).toEqual(Array(50).fill('ack-sent'));
    }, soon);
    const { accounting } = await sessionOf(consumer.sessionId);
    const { received, stored, redelivered, refused, pending } = accounting;
    expect(received).toBe(stored + redelivered + refused + pending);
  });
});
