import type { Client } from '../api/client.ts';
import type { Answered } from '../../shared/contract/procedures/sessions.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { Timers } from './timers.ts';

/** How long an acknowledgement can be taken back: once on the wire nothing undoes it. */
export const undoMs = 3_000;

export type AnswerKind = 'ack' | 'negativeAck';

export interface PendingAnswer {
  readonly id: number;
  readonly kind: AnswerKind;
  readonly sessionId: string;
  readonly ranges: readonly SequenceRange[];
  readonly count: number;
  /** Epoch ms at which it goes on the wire. */
  readonly sendsAt: number;
}

export interface AnswerOutcome {
  readonly pending: PendingAnswer;
  readonly answered: Answered | undefined;
  readonly error: unknown;
}

/** Acknowledgements on their way: each waits a moment in which it can be undone, then is sent. */
export class Answers {
  pending = $state.raw<readonly PendingAnswer[]>([]);
  /** Messages acknowledged by hand since this window was opened. */
  acknowledged = $state(0);
  #nextId = 1;
  #waiting: readonly { readonly id: number; readonly stop: () => void }[] = [];
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #ended: (outcome: AnswerOutcome) => void;

  constructor(client: Client, timers: Timers, ended: (outcome: AnswerOutcome) => void) {
    this.#client = client;
    this.#timers = timers;
    this.#ended = ended;
  }

  add(kind: AnswerKind, sessionId: string, ranges: readonly SequenceRange[]): PendingAnswer {
    const answer: PendingAnswer = {
      id: this.#nextId++,
      kind,
      sessionId,
      ranges,
      count: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      sendsAt: this.#timers.now() + undoMs,
    };
    this.pending = [...this.pending, answer];
    const stop = this.#timers.after(undoMs, () => void this.#send(answer));
    this.#waiting = [...this.#waiting, { id: answer.id, stop }];
    return answer;
  }

  /** Takes it back if it has not been sent yet; says whether it was in time. */
  undo(id: number): boolean {
    const waiting = this.#waiting.find((other) => other.id === id);
    if (waiting === undefined) return false;
    waiting.stop();
    this.#forget(id);
    return true;
  }

  /** Sends what waits for one session now, because the session is about to end. */
  async flush(sessionId: string): Promise<void> {
    const due = this.pending.filter((answer) => answer.sessionId === sessionId);
    for (const { id } of due) this.#waiting.find((other) => other.id === id)?.stop();
    await Promise.all(due.map((answer) => this.#send(answer)));
  }

  /** Nothing that waits is sent: an acknowledgement that nobody saw through is not made. */
  stop(): void {
    for (const { stop } of this.#waiting) stop();
    this.#waiting = [];
    this.pending = [];
  }

  async #send(pending: PendingAnswer): Promise<void> {
    this.#forget(pending.id);
    const { sessionId } = pending;
    const ranges = [...pending.ranges];
    try {
      const answered =
        pending.kind === 'ack'
          ? await this.#client.call('sessions.ack', { sessionId, ranges })
          : await this.#client.call('sessions.negativeAck', { sessionId, ranges });
      if (pending.kind === 'ack') this.acknowledged += answered.sent;
      this.#ended({ pending, answered, error: undefined });
    } catch (error) {
      this.#ended({ pending, answered: undefined, error });
    }
  }

  #forget(id: number): void {
    this.#waiting = this.#waiting.filter((other) => other.id !== id);
    this.pending = this.pending.filter((answer) => answer.id !== id);
  }
}
