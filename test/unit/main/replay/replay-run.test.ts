import { describe, expect, it } from 'vitest';
import { createGate } from '../../../../src/main/replay/gate.ts';
import { runReplay } from '../../../../src/main/replay/replay-run.ts';
import type { ReplayRunOptions } from '../../../../src/main/replay/replay-run.ts';
import { replayedMessage } from '../../../../src/main/replay/replayed-message.ts';
import type { ReplayStep } from '../../../../src/main/store/store.ts';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';
import type { MessageDetail, ReplayItem } from '../../../../src/shared/contract/schemas/history.ts';
import type { OutgoingMessage, Receipt } from '../../../../src/shared/contract/schemas/publish.ts';
import { createFakeClock } from '../../fake-clock.ts';
import type { FakeClock } from '../../fake-clock.ts';

const detail = (rowId: number): MessageDetail => ({
  rowId,
  streamId: 1,
  seq: rowId,
  messageId: 'CAMQADAA',
  ledger: '3',
  entry: String(rowId),
  partition: -1,
  batchIndex: -1,
  publishTime: 1_000 + rowId * 100,
  eventTime: null,
  receivedAt: 0,
  key: null,
  propertiesCount: 0,
  size: 1,
  kind: 'text',
  deliveries: 1,
  brokerRedeliveries: 0,
  state: 'seen',
  payload: new Uint8Array([rowId]),
  properties: [],
  publishTimeText: null,
  eventTimeText: null,
  extraFields: null,
});

interface Bench {
  readonly clock: FakeClock;
  readonly sent: { at: number; message: OutgoingMessage }[];
  readonly marked: number[];
  readonly answers: ReplayStep[];
  readonly options: ReplayRunOptions;
}

function bench(
  total: number,
  part: Partial<ReplayRunOptions> & { answer?: (message: OutgoingMessage) => Promise<Receipt> } = {},
): Bench {
  const clock = createFakeClock();
  const items: ReplayItem[] = Array.from({ length: total }, (_, position) => ({
    position,
    rowId: position,
    state: 'pending',
    messageId: null,
    errorText: null,
  }));
  const sent: Bench['sent'] = [];
  const marked: number[] = [];
  const answers: ReplayStep[] = [];
  const receipt: Receipt = { messageId: 'CAMQADAA', messageIdText: '3:0', ms: 1, frameBytes: 10 };
  return {
    clock,
    sent,
    marked,
    answers,
    options: {
      plan: {
        streamId: 1,
        ranges: [{ from: 0, to: total }],
        target: { connectionId: 'c', fullName: 'persistent://t/n/x' },
        timing: { kind: 'fastest' },
        markReplayed: true,
      },
      total,
      gate: createGate(clock),
      now: () => clock.now(),
      items: (from, count) => Promise.resolve(items.slice(from, from + count)),
      message: (rowId) => Promise.resolve(detail(rowId)),
      publish: (message) => {
        sent.push({ at: clock.now(), message });
        return part.answer?.(message) ?? Promise.resolve(receipt);
      },
      markSent: (steps) => {
        marked.push(...steps.map(({ position }) => position));
        return Promise.resolve();
      },
      onAnswer: (step) => answers.push(step),
      ...part,
    },
  };
}

describe('a replay', () => {
  it('sends every message once, in order, and marks each as sent before it goes', async () => {
    const { options, sent, marked, answers } = bench(200);
    expect(await runReplay(options)).toEqual({ kind: 'done' });
    expect(sent.map(({ message }) => message.payload[0])).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(marked).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(answers.every(({ state }) => state === 'confirmed')).toBe(true);
  });

  it('keeps the pace that was asked for', async () => {
    const made = bench(5);
    const run = runReplay({
      ...made.options,
      plan: { ...made.options.plan, timing: { kind: 'rate', perSecond: 10 } },
    });
    await made.clock.runUntil(run);
    expect(made.sent.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400]);
  });

  it('goes on after a message that was refused or is in doubt, and counts each', async () => {
    const { options, answers } = bench(4, {
      answer: (message) =>
        message.payload[0] === 1
          ? Promise.reject(new StreamscopeError('SEND_REFUSED', 'no'))
          : message.payload[0] === 2
            ? Promise.reject(new StreamscopeError('SEND_OUTCOME_UNKNOWN', 'lost'))
            : Promise.resolve({ messageId: 'x', messageIdText: 'x', ms: 1, frameBytes: 1 }),
    });
    expect(await runReplay(options)).toEqual({ kind: 'done' });
    const byPosition = [...answers].sort((a, b) => a.position - b.position);
    expect(byPosition.map(({ state }) => state)).toEqual(['confirmed', 'refused', 'unknown', 'confirmed']);
  });

  it('stops at an error that concerns every message, and takes back the marks of those never sent', async () => {
    const { options, sent, answers } = bench(300, {
      answer: () => Promise.reject(new StreamscopeError('AUTH_EXPIRED', 'sign in again')),
    });
    expect(await runReplay(options)).toMatchObject({ kind: 'failed', error: { code: 'AUTH_EXPIRED' } });
    const restored = answers.filter(({ state }) => state === 'pending').map(({ position }) => position);
    expect(sent.length).toBeLessThan(300);
    expect(restored.every((position) => position >= sent.length)).toBe(true);
  });

  it('can be paused, resumed with its gaps intact, and cancelled', async () => {
    const made = bench(4);
    const { gate } = made.options;
    const run = runReplay({
      ...made.options,
      plan: { ...made.options.plan, timing: { kind: 'rate', perSecond: 10 } },
    });
    await made.clock.advanceTo(150);
    gate.pause();
    await made.clock.advanceTo(1_150);
    expect(made.sent).toHaveLength(2);
    gate.resume();
    await made.clock.advanceTo(1_200);
    expect(made.sent.map(({ at }) => at)).toEqual([0, 100, 1_200]);
    gate.end();
    expect(await run).toEqual({ kind: 'ended' });
    expect(made.sent).toHaveLength(3);
  });

  it('leaves out what an earlier run has confirmed already', async () => {
    const made = bench(3);
    const { options, sent } = made;
    await runReplay({
      ...options,
      items: async (from, count) =>
        (await options.items(from, count)).map((item) =>
          item.position === 1 ? { ...item, state: 'confirmed' as const } : item,
        ),
    });
    expect(sent.map(({ message }) => message.payload[0])).toEqual([0, 2]);
  });
});

describe('a replayed message', () => {
  it('names its original in a property, once, unless that is switched off', () => {
    const original: MessageDetail = {
      ...detail(5),
      key: 'k',
      eventTime: 42,
      properties: [
        ['a', '1'],
        ['x-replay-of', '1:1'],
      ],
    };
    expect(replayedMessage(original, true)).toEqual({
      payload: original.payload,
      key: 'k',
      eventTime: 42,
      properties: [
        ['a', '1'],
        ['x-replay-of', '3:5'],
      ],
    });
    expect(replayedMessage(original, false).properties).toEqual(original.properties);
  });
});
