import type { ConsumePlan, SessionPlan } from '../../shared/contract/schemas/session.ts';
import { defaultAckAfterMs } from '../../shared/contract/schemas/session.ts';
import type { Clock } from '../../shared/domain/clock.ts';

/** Deliveries that are committed and may be acknowledged: exact ids, and the row of each. */
export interface DueAcks {
  readonly messageIds: readonly string[];
  readonly rowIds: Float64Array;
  /** Which socket of the session they came on. */
  readonly attempt: number;
}

/** Acknowledges what is stored, at once, after a while or not at all; the policy may change while it runs. */
export interface AckPolicyRunner {
  /** Called after the commit only: stored first, acknowledged second. */
  committed(due: DueAcks): void;
  /** These were answered by hand, so they are not acknowledged again. */
  answered(rowIds: Float64Array): void;
  /** What waits for the old policy is left to be answered by hand. */
  change(plan: ConsumePlan): void;
  /** What still waits is not acknowledged: it comes again to whoever consumes next. */
  stop(): void;
}

interface Waiting {
  due: DueAcks;
  readonly cancel: () => void;
}

/**
 * The window of the subscription bounds what can wait: the service delivers at most that many messages that are not
 * answered (protocol D7).
 */
export function createAckPolicyRunner(
  plan: SessionPlan,
  clock: Pick<Clock, 'after'>,
  acknowledge: (due: DueAcks) => void,
): AckPolicyRunner {
  let current = plan;
  const waiting = new Set<Waiting>();

  const cancelAll = (): void => {
    for (const { cancel } of waiting) cancel();
    waiting.clear();
  };

  return {
    committed(due) {
      if (current.mode !== 'consume' || due.messageIds.length === 0) return;
      if (current.ackPolicy === 'stored') acknowledge(due);
      if (current.ackPolicy !== 'after') return;
      const entry: Waiting = {
        due,
        cancel: clock.after(current.ackAfterMs ?? defaultAckAfterMs, () => {
          waiting.delete(entry);
          if (entry.due.messageIds.length > 0) acknowledge(entry.due);
        }),
      };
      waiting.add(entry);
    },
    answered(rowIds) {
      if (waiting.size === 0) return;
      const done = new Set(rowIds);
      for (const entry of waiting) entry.due = without(entry.due, done);
    },
    change(next) {
      cancelAll();
      current = next;
    },
    stop: cancelAll,
  };
}

function without({ messageIds, rowIds, attempt }: DueAcks, done: ReadonlySet<number>): DueAcks {
  const isLeft = (index: number): boolean => !done.has(rowIds[index] ?? Number.NaN);
  return {
    messageIds: messageIds.filter((_, index) => isLeft(index)),
    rowIds: rowIds.filter((_, index) => isLeft(index)),
    attempt,
  };
}
