/** Lets the page paint and take input before long work goes on. */

interface YieldingScheduler {
  yield(): Promise<void>;
}

const canYield = (value: unknown): value is YieldingScheduler =>
  typeof value === 'object' && value !== null && 'yield' in value && typeof value.yield === 'function';

export const yieldToPage = (): Promise<void> => {
  const scheduler: unknown = Reflect.get(globalThis, 'scheduler');
  if (canYield(scheduler)) return scheduler.yield();
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
};
