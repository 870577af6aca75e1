import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createDecodeThread,
  decodeTimeoutMs,
  maxWaiting,
  type DecodeThread,
} from '../../../../src/main/decode/decode-thread.ts';

/** A decoder that does what the first byte of its payload asks for, and answers with that byte otherwise. */
const stubborn = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ seq, params }) => {
      const [wish] = params.payload;
      if (wish === 1) for (;;);
      if (wish === 2) for (const kept = [];;) kept.push(new Array(10_000).fill(kept.length));
      if (wish === 3) process.exit(7);
      if (wish === 4) throw new Error('broken inside');
      parentPort.postMessage({ seq, ok: true, value: wish });
    });
  `)}`,
);
const endless = 1;
const greedy = 2;
const leaving = 3;
const throwing = 4;

/** Time that passes when the test says so. */
class HeldClock {
  readonly #alarms = new Set<{ readonly delayMs: number; readonly ring: () => void }>();

  get alarms(): readonly number[] {
    return [...this.#alarms].map(({ delayMs }) => delayMs);
  }

  after(delayMs: number, ring: () => void): () => void {
    const alarm = { delayMs, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  ringAll(): void {
    for (const alarm of [...this.#alarms]) {
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }
}

let thread: DecodeThread | undefined;
afterEach(() => thread?.stop());

function start() {
  const clock = new HeldClock();
  const made = createDecodeThread(stubborn, clock, { heapMiB: 16 });
  thread = made;
  const ask = (wish: number) => made.ask('decode', { payload: Uint8Array.of(wish), chain: [] });
  return { clock, ask };
}

describe('the decode thread', () => {
  it('gives a payload up that takes too long, says so, and reads the next one', async () => {
    const { clock, ask } = start();
    const stuck = ask(endless);
    const next = ask(50);
    expect(clock.alarms).toEqual([decodeTimeoutMs]);
    clock.ringAll();
    await expect(stuck).rejects.toMatchObject({
      code: 'DECODE_STOPPED',
      message: expect.stringMatching(/took longer than 10 seconds.*stored bytes are unchanged.*hex/),
    });
    expect(await next).toBe(50);
    expect(clock.alarms).toEqual([]);
  });

  it('gives up what waited longest when too many wait: the window has moved on', async () => {
    const { clock, ask } = start();
    const stuck = ask(endless);
    const first = ask(100);
    const rest = Array.from({ length: maxWaiting }, (_, at) => ask(101 + at));
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    clock.ringAll();
    await expect(stuck).rejects.toMatchObject({ code: 'DECODE_STOPPED' });
    expect(await Promise.all(rest)).toEqual(Array.from({ length: maxWaiting }, (_, at) => 101 + at));
  });

  it('survives a payload that fills its heap', { timeout: 30_000 }, async () => {
    const { ask } = start();
    const failed = ask(greedy);
    const next = ask(51);
    await expect(failed).rejects.toMatchObject({
      code: 'DECODE_STOPPED',
      detail: expect.stringMatching(/memory/i),
    });
    expect(await next).toBe(51);
  });

  it.each([
    { how: 'throws where nobody catches', wish: throwing, detail: /broken inside/ },
    { how: 'ends without a word', wish: leaving, detail: /exit code 7/ },
  ])('starts again after it $how', async ({ wish, detail }) => {
    const { clock, ask } = start();
    await expect(ask(wish)).rejects.toMatchObject({
      code: 'DECODE_STOPPED',
      detail: expect.stringMatching(detail),
    });
    expect(await ask(52)).toBe(52);
    expect(clock.alarms).toEqual([]);
  });

  it('lets go of everything when it is stopped', async () => {
    const { clock, ask } = start();
    const left = [ask(endless), ask(53)].map((one) => one.catch((error: unknown) => error));
    await thread?.stop();
    for (const error of await Promise.all(left)) expect(error).toMatchObject({ code: 'CANCELLED' });
    await vi.waitFor(() => expect(clock.alarms).toEqual([]));
  });
});
