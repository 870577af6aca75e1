import type { ErrorReport } from '../../shared/contract/errors.ts';
import { reportOf } from '../../shared/contract/errors.ts';
import type { MessageDetail, ReplayItem } from '../../shared/contract/schemas/history.ts';
import type { OutgoingMessage, Receipt } from '../../shared/contract/schemas/publish.ts';
import type { ReplayPlan } from '../../shared/contract/schemas/replay.ts';
import type { ReplayStep } from '../store/store.ts';
import type { Gate } from './gate.ts';
import { createPacing } from './pacing.ts';
import { replayedMessage } from './replayed-message.ts';

/** Messages without an answer yet: the loop waits at this bound (the publish window of protocol D2). */
export const replayWindow = 1_000;
/** Items read ahead and marked as sent in one write. A crash in between leaves at most these unknown, never doubled. */
export const lookAhead = 64;

export interface ReplayRunOptions {
  readonly plan: ReplayPlan;
  readonly total: number;
  readonly gate: Gate;
  readonly now: () => number;
  readonly items: (from: number, count: number) => Promise<readonly ReplayItem[]>;
  readonly message: (rowId: number) => Promise<MessageDetail>;
  readonly publish: (message: OutgoingMessage) => Promise<Receipt>;
  /** Written and committed before any of these is sent. */
  readonly markSent: (steps: readonly ReplayStep[]) => Promise<unknown>;
  readonly onAnswer: (step: ReplayStep) => void;
}

/** Why a run came to its end: everything answered, ended from outside, or an error that concerns every message. */
export type RunEnd =
  { readonly kind: 'done' | 'ended' } | { readonly kind: 'failed'; readonly error: ErrorReport };

/** Errors of one message: the next one may well be accepted. Anything else ends the run. */
const ownErrors = new Set([
  'SEND_REFUSED',
  'SEND_TIMEOUT',
  'SEND_OUTCOME_UNKNOWN',
  'FRAME_TOO_LARGE',
  'INPUT_INVALID',
]);

/** Sends what is still pending of a job, in order, paced; resolves when every sent message has its answer. */
export async function runReplay(options: ReplayRunOptions): Promise<RunEnd> {
  const { gate, plan } = options;
  const pacing = createPacing(plan.timing);
  const startedAt = options.now();
  const outstanding = new Set<Promise<void>>();
  let failure: ErrorReport | undefined;
  let sentBefore = 0;

  for (let from = 0; from < options.total && !gate.isEnded && failure === undefined; from += lookAhead) {
    const pending = (await options.items(from, lookAhead)).filter(({ state }) => state === 'pending');
    if (pending.length === 0) continue;
    const details = await Promise.all(pending.map(({ rowId }) => options.message(rowId)));
    const dues = details.map((detail, index) => pacing.dueAt(sentBefore + index, detail.publishTime));
    let marked = 0;
    for (const [index, item] of pending.entries()) {
      const detail = details[index];
      const due = dues[index];
      if (detail === undefined || due === undefined) continue;
      await gate.until(startedAt + due);
      if (gate.isEnded || failure !== undefined) {
        // Marked ahead but never sent: an orderly end takes the mark back, only a crash leaves it doubtful.
        for (const { position } of pending.slice(index, marked))
          options.onAnswer({ position, state: 'pending', messageId: null, errorText: null });
        break;
      }
      if (index >= marked) marked = await markDue(pending, dues, index);
      while (outstanding.size >= replayWindow) await Promise.race(outstanding);
      const answer = send(item.position, detail).finally(() => outstanding.delete(answer));
      outstanding.add(answer);
    }
    sentBefore += pending.length;
  }
  await Promise.all(outstanding);
  if (failure !== undefined) return { kind: 'failed', error: failure };
  return { kind: gate.isEnded ? 'ended' : 'done' };

  /** Marks this item, and those due within the same few milliseconds, as sent. */
  async function markDue(
    pending: readonly ReplayItem[],
    dues: readonly number[],
    index: number,
  ): Promise<number> {
    const horizon = (dues[index] ?? 0) + 50;
    let end = index + 1;
    while (end < pending.length && (dues[end] ?? Infinity) <= horizon) end += 1;
    await options.markSent(
      pending
        .slice(index, end)
        .map(({ position }) => ({ position, state: 'sent', messageId: null, errorText: null })),
    );
    return end;
  }

  async function send(position: number, detail: MessageDetail): Promise<void> {
    try {
      const receipt = await options.publish(replayedMessage(detail, plan.markReplayed));
      options.onAnswer({ position, state: 'confirmed', messageId: receipt.messageId, errorText: null });
    } catch (thrown) {
      const error = reportOf(thrown);
      const unknown = error.code === 'SEND_OUTCOME_UNKNOWN' || error.code === 'SEND_TIMEOUT';
      options.onAnswer({
        position,
        state: unknown ? 'unknown' : 'refused',
        messageId: null,
        errorText: error.message,
      });
      if (!ownErrors.has(error.code)) failure ??= error;
    }
  }
}
