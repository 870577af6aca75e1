import type { ErrorReport } from '../../shared/contract/errors.ts';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { Answered } from '../../shared/contract/procedures/sessions.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import { consumeSchema } from '../../shared/contract/schemas/session.ts';
import type { AckPolicy, SessionPlan, SessionState } from '../../shared/contract/schemas/session.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Batcher, BatcherEvents } from '../ingest/batcher.ts';
import type { RateMeter } from '../ingest/rate-meter.ts';
import { selectedRows } from '../store/selected-rows.ts';
import type { AppendReceipt, Store } from '../store/store.ts';
import { createLedger } from './accounting.ts';
import { createAckPolicyRunner } from './ack-policy.ts';
import type { DueAcks } from './ack-policy.ts';
import type { StreamSocket, StreamSocketEvents } from './stream-socket.ts';

export interface SessionOptions {
  readonly sessionId: string;
  readonly connectionId: string;
  readonly fullName: string;
  readonly streamId: number;
  readonly plan: SessionPlan;
  readonly clock: Clock;
  readonly store: Pick<Store, 'recordAcks' | 'recordSocketLost' | 'rows' | 'streamExtent'>;
  /** The id of the newest stored message, for a reader that goes on where history ends. */
  readonly resumeAfter: string | undefined;
  readonly openSocket: (events: StreamSocketEvents, resumeFrom: () => string | undefined) => StreamSocket;
  readonly openBatcher: (events: BatcherEvents) => Batcher;
  readonly rateMeter: RateMeter;
  /** Something a window shows has changed; asked for often, told seldom. */
  readonly onChange: () => void;
  /** Rows were added or changed. `isNewOnly`: those that were there are as they were. */
  readonly onHistory: (streamId: number, isNewOnly: boolean) => void;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

export interface Session {
  state(): SessionState;
  /** Stores at once what waits for company. */
  hurry(): void;
  /** Tries at once, also after a failure that is not retried by itself. */
  retry(): void;
  acknowledge(ranges: readonly SequenceRange[]): Promise<Answered>;
  negativeAcknowledge(ranges: readonly SequenceRange[]): Promise<Answered>;
  /** From now on. @throws StreamscopeError INPUT_INVALID for an observer */
  setAckPolicy(policy: AckPolicy, afterMs: number | undefined): void;
  /** Ends the socket; resolves when everything received is committed. */
  stop(options: { deleteSubscription: boolean }): Promise<void>;
}

/** States in which a message waits for an answer of ours. */
const answerable: ReadonlySet<string> = new Set(['unacked', 'nack-sent']);
/** A network that does not keep up gets the same acknowledgements again after this wait. */
const ackRetryMs = 50;

export function openSession(options: SessionOptions): Session {
  const { clock, store, sessionId, streamId } = options;
  let { plan } = options;
  const ackPolicy = createAckPolicyRunner(plan, clock, (due) => {
    acknowledgeDue(due);
  });
  const ledger = createLedger();
  const openedAt = clock.now();
  let endOfTopic = false;
  let gap: SessionState['gap'];
  let ingestProblem: ErrorReport | undefined;
  let attempt = 0;
  let newestStoredId = options.resumeAfter;
  let isStopped = false;

  const batcher = options.openBatcher({
    onReceipt: committed,
    onProblem: (problem) => {
      ingestProblem = problem;
      options.onChange();
    },
    pauseSource: () => {
      socket.pause();
    },
    resumeSource: () => {
      socket.resume();
    },
  });
  const socket = options.openSocket(
    {
      onFrame(data, receivedAt) {
        ledger.frameArrived();
        options.rateMeter.add(1);
        batcher.add(data, receivedAt, attempt);
      },
      onOpen() {
        attempt += 1;
      },
      onLost(detail) {
        if (isStopped) return;
        // Before the socket comes back: a reader asks for what follows the newest stored message.
        flushNow();
        store.recordSocketLost({ streamId, session: sessionId, attempt, at: clock.now(), detail }).then(
          () => {
            options.onHistory(streamId, false);
          },
          (thrown: unknown) => {
            options.onProblem('The loss of a socket could not be written down', thrown);
          },
        );
      },
      onStatus: options.onChange,
      onGap(found) {
        // From the first to the last one: what was published in all that time may be missing.
        gap = { from: gap?.from ?? found.from, until: found.until };
        options.onChange();
      },
      onEndOfTopic(ended) {
        endOfTopic = ended;
        options.onChange();
      },
    },
    () => newestStoredId,
  );
  socket.start();

  /** Failures are told as the batcher's problem. */
  function flushNow(): void {
    void batcher.flush();
  }

  /** Stored first, acknowledged second: nothing is answered before this. */
  function committed(receipt: AppendReceipt, ofAttempt: number): void {
    ledger.batchCommitted(
      {
        stored: receipt.stored,
        redelivered: receipt.redelivered,
        refused: receipt.refused.length,
      },
      receipt.control.unknown + (receipt.control.endOfTopic ? 1 : 0),
    );
    endOfTopic ||= receipt.control.endOfTopic;
    newestStoredId = receipt.acksDue.at(-1) ?? newestStoredId;
    if (ofAttempt === attempt) socket.stored(receipt.stored + receipt.redelivered + receipt.refused.length);
    ackPolicy.committed({ messageIds: receipt.acksDue, rowIds: receipt.rowIds, attempt: ofAttempt });
    options.onHistory(streamId, receipt.redelivered === 0);
    options.onChange();
  }

  /** What cannot be acknowledged because the socket is gone comes again on the next one, and is answered then. */
  function acknowledgeDue(due: DueAcks): void {
    try {
      socket.acknowledge(due.messageIds);
    } catch (thrown) {
      if (reportOf(thrown).code === 'QUEUE_FULL' && !isStopped)
        clock.after(ackRetryMs, () => {
          acknowledgeDue(due);
        });
      return;
    }
    record('ack-sent', due.rowIds, due.attempt);
    options.onChange();
  }

  function record(kind: 'ack-sent' | 'nack-sent', rowIds: Float64Array, ofAttempt: number): void {
    store.recordAcks({ kind, session: sessionId, attempt: ofAttempt, at: clock.now(), rowIds }).then(
      () => {
        options.onHistory(streamId, false);
      },
      (thrown: unknown) => {
        options.onProblem('A sent acknowledgement could not be written down', thrown);
      },
    );
  }

  async function answer(
    kind: 'ack-sent' | 'nack-sent',
    ranges: readonly SequenceRange[],
    send: (messageIds: readonly string[]) => void,
  ): Promise<Answered> {
    if (plan.mode !== 'consume')
      throw new StreamscopeError(
        'INPUT_INVALID',
        'An observer answers no messages: consume the stream for that.',
      );
    let sent = 0;
    let skipped = 0;
    let reason: string | undefined;
    for await (const rows of selectedRows(store, streamId, ranges)) {
      const due = rows.filter(({ state }) => answerable.has(state));
      if (due.length < rows.length)
        reason ??= 'Some of the chosen messages wait for no answer on this subscription.';
      try {
        send(due.map(({ messageId }) => messageId));
      } catch (thrown) {
        // Nothing went out of this page: the messages stay unacknowledged and come again.
        reason = reportOf(thrown).message;
        skipped += rows.length;
        continue;
      }
      if (due.length > 0) {
        const rowIds = Float64Array.from(due, ({ rowId }) => rowId);
        ackPolicy.answered(rowIds);
        record(kind, rowIds, attempt);
      }
      sent += due.length;
      skipped += rows.length - due.length;
    }
    options.onChange();
    return { sent, skipped, ...(reason === undefined ? {} : { reason }) };
  }

  return {
    state: () => ({
      sessionId,
      connectionId: options.connectionId,
      fullName: options.fullName,
      streamId,
      plan,
      socket: socket.status(),
      accounting: ledger.read(),
      flow: socket.flow(),
      rate: options.rateMeter.perSecond(),
      endOfTopic,
      ...(gap === undefined ? {} : { gap }),
      ...(ingestProblem === undefined ? {} : { ingestProblem }),
      openedAt,
    }),
    hurry: flushNow,
    retry: () => {
      socket.start();
    },
    acknowledge: (ranges) =>
      answer('ack-sent', ranges, (messageIds) => {
        socket.acknowledge(messageIds);
      }),
    negativeAcknowledge: (ranges) =>
      answer('nack-sent', ranges, (messageIds) => {
        socket.negativeAcknowledge(messageIds);
      }),
    setAckPolicy(policy, afterMs) {
      if (plan.mode !== 'consume')
        throw new StreamscopeError(
          'INPUT_INVALID',
          'An observer acknowledges nothing: its acks are flow control.',
        );
      const { ackAfterMs: _former, ...rest } = plan;
      const next = { ...rest, ackPolicy: policy, ...(afterMs === undefined ? {} : { ackAfterMs: afterMs }) };
      const parsing = consumeSchema.safeParse(next);
      if (!parsing.success)
        throw new StreamscopeError('INPUT_INVALID', parsing.error.issues[0]?.message ?? 'This cannot be.');
      plan = next;
      ackPolicy.change(next);
    },
    async stop({ deleteSubscription }) {
      if (isStopped) return;
      // What is on its way into the store may still be acknowledged before the socket closes.
      if (ingestProblem === undefined) await batcher.flush();
      isStopped = true;
      ackPolicy.stop();
      if (deleteSubscription) {
        try {
          socket.unsubscribe();
        } catch (thrown) {
          options.onProblem('The subscription could not be deleted with its session', thrown);
        }
      }
      await socket.stop();
      await batcher.stop();
    },
  };
}
