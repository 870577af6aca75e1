/** A clock that moves only when the test says so; timers run in the order of their dues. */
export interface FakeClock {
  now(): number;
  after(ms: number, run: () => void): () => void;
  /** Runs every timer due up to `at`, letting promises settle in between. */
  advanceTo(at: number): Promise<void>;
  /** Moves from timer to timer until the promise is settled; fails when no timer is left to help it. */
  runUntil<Value>(promise: Promise<Value>): Promise<Value>;
  pendingTimers(): number;
}

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** Enough turns of the microtask queue and of the event loop for any chain of awaits in a unit test. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export function createFakeClock(startAt = 0): FakeClock {
  let now = startAt;
  const timers = new Set<Timer>();

  const nextTimer = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.due < first.due ? timer : first),
      undefined,
    );

  const fire = async (timer: Timer): Promise<void> => {
    timers.delete(timer);
    now = Math.max(now, timer.due);
    timer.run();
    await settle();
  };

  return {
    now: () => now,
    after(ms, run) {
      const timer = { due: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advanceTo(at) {
      await settle();
      for (let timer = nextTimer(); timer !== undefined && timer.due <= at; timer = nextTimer())
        await fire(timer);
      now = Math.max(now, at);
      await settle();
    },
    async runUntil(promise) {
      let settled = false;
      const done = (): void => {
        settled = true;
      };
      promise.then(done, done);
      for (;;) {
        await settle();
        if (settled) return promise;
        const timer = nextTimer();
        if (timer === undefined) throw new Error('No timer is left, and the promise is still pending');
        await fire(timer);
      }
    },
    pendingTimers: () => timers.size,
  };
}
