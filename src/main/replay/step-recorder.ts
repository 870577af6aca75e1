import type { Clock } from '../../shared/domain/clock.ts';
import type { ReplayStep } from '../store/store.ts';

/** Steps kept in memory before they are written: at most this many, or for this long. */
export const recorderSteps = 256;
export const recorderDelayMs = 100;

export interface StepRecorder {
  /** Keeps a step to be written soon. */
  add(step: ReplayStep): void;
  /** Writes everything kept; resolves once it is committed. */
  flush(): Promise<void>;
}

/** Gathers the answers of a replay and writes them in batches: a transaction a message would be slower than sending. */
export function createStepRecorder(
  write: (steps: readonly ReplayStep[]) => Promise<unknown>,
  after: Clock['after'],
  onFailure: (thrown: unknown) => void,
): StepRecorder {
  let steps: ReplayStep[] = [];
  let cancel: (() => void) | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  function flush(): Promise<void> {
    cancel?.();
    cancel = undefined;
    const batch = steps;
    steps = [];
    if (batch.length > 0) writing = writing.then(() => write(batch)).catch(onFailure);
    return writing.then(() => undefined);
  }

  return {
    add(step) {
      steps.push(step);
      if (steps.length >= recorderSteps) void flush();
      else cancel ??= after(recorderDelayMs, () => void flush());
    },
    flush,
  };
}
