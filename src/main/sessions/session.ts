import type { ErrorReport } from '../../shared/contract/errors.ts';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { Answered } from '../../shared/contract/procedures/sessions.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { SessionPlan, SessionState } from '../../shared/contract/schemas/session.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { selectedRows } from '../replay/selected-rows.ts';
import type { AppendReceipt, Store } from '../store/store.ts';
import { createLedger } from './accounting.ts';
import type { Intake, IntakeEvents } from './intake.ts';
import type { StreamSocket, StreamSocketEvents } from './stream-socket.ts';

export interface SessionOptions {
  readonly sessionId: string;
  readonly connectionId: string;
  readonly fullName: string;
  readonly streamId: number;
  readonly plan: SessionPlan;
  readonly clock: Clock;
  readonly store: Pick<Store, 'recordAcks' | 'recordSocketLost' | 'rows' | 'streamExtent'>;
  readonly openSocket: (events: StreamSocketEvents) => StreamSocket;
  readonly openIntake: (events: IntakeEvents) => Intake;
  readonly rateMeter: { add(count: number): void; perSecond(): number };
  /** Something a window shows has changed; asked for often, told seldom. */
  readonly onChange: () => void;
  /** Rows were added or changed. */
  readonly onHistory: (streamId: number) => void;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

export interface Session {
  readonly state: () => SessionState;
  retry(): void;
  acknowledge(ranges: readonly SequenceRange[]): Promise<Answered>;
  negativeAcknowledge(ranges: readonly SequenceRange[]): Promise<Answered>;
  /** Ends the socket first, then waits until everything received is committed. */
  stop(options: { deleteSubscription: boolean }): Promise<void>;
}

/** States in which a message waits for an answer of ours. */
const answerable = new Set(['unacked', 'nack-sent']);

export function openSession(options: SessionOptions): Session {
  const { clock, plan, store, sessionId } = options;
  const ledger = createLedger();
  const openedAt = clock.now();
  let endOfTopic = false;
  let ingestProblem: ErrorReport | undefined;
  let attempt = 0;
  let isStopped = false;

  const intake = options.openIntake({
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
  const socket = options.openSocket({
    onFrame(data, receivedAt) {
      ledger.frameArrived();
      options.rateMeter.add(1);
      intake.add(data, receivedAt, attempt);
    },
    onOpen(number) {
      attempt = number;
    },
    onLost(number, detail) {
      const loss = {
        streamId: options.streamId,
        session: sessionId,
        attempt: number,
        at: clock.now(),
        detail,
      };
      store.recordSocketLost(loss).then(() => {
        options.onHistory(options.streamId);
      }, problem('The loss of a socket could not be written down'));
    },
    onStatus: options.onChange,
  });
  socket.start();

  function problem(words: string): (thrown: unknown) => void {
    return (thrown) => {
      options.onProblem(words, thrown);
    };
  }

  /** Stored first, acknowledged second: nothing is answered before this. */
  function committed(receipt: AppendReceipt, batchAttempt: number): void {
    ledger.batchCommitted(
      {
        received: receipt.received,
        stored: receipt.stored,
        redelivered: receipt.redelivered,
        refused: receipt.refused.length,
      },
      receipt.control.unknown + (receipt.control.endOfTopic ? 1 : 0),
    );
    endOfTopic ||= receipt.control.endOfTopic;
    if (plan.mode === 'observe') socket.acknowledge(receipt.acksDue);
    else if (plan.ackPolicy === 'stored' && !isStopped) {
      const sent = socket.acknowledge(receipt.acksDue);
      record('ack-sent', receipt.rowIds.subarray(0, sent), batchAttempt);
    }
    options.onHistory(options.streamId);
    options.onChange();
  }

  function record(kind: 'ack-sent' | 'nack-sent', rowIds: Float64Array, ofAttempt: number): void {
    if (rowIds.length === 0) return;
    store.recordAcks({ kind, session: sessionId, attempt: ofAttempt, at: clock.now(), rowIds }).then(() => {
      options.onHistory(options.streamId);
    }, problem('A sent acknowledgement could not be written down'));
  }

  async function answer(
    kind: 'ack-sent' | 'nack-sent',
    ranges: readonly SequenceRange[],
    send: (messageIds: readonly string[]) => number,
  ): Promise<Answered> {
    if (plan.mode !== 'consume')
      throw new StreamscopeError(
        'INPUT_INVALID',
        'An observer acknowledges nothing. Consume the stream to answer its messages.',
      );
    let sent = 0;
    let skipped = 0;
    let reason: string | undefined;
    for await (const rows of selectedRows(store, options.streamId, ranges)) {
      const due = rows.filter(({ state }) => answerable.has(state));
      const answered = send(due.map(({ messageId }) => messageId));
      record(
        kind,
        Float64Array.from(due.slice(0, answered), ({ rowId }) => rowId),
        attempt,
      );
      sent += answered;
      skipped += rows.length - answered;
      if (due.length < rows.length)
        reason ??= 'Some of the chosen messages wait for no answer on this subscription.';
      if (answered < due.length)
        reason = 'The socket is not open. What was not sent stays unacknowledged and comes again.';
    }
    options.onChange();
    return { sent, skipped, ...(reason === undefined ? {} : { reason }) };
  }

  return {
    state: () => ({
      sessionId,
      connectionId: options.connectionId,
      fullName: options.fullName,
      streamId: options.streamId,
      plan,
      socket: socket.status(),
      accounting: ledger.read(),
      flow: socket.flow(),
      rate: options.rateMeter.perSecond(),
      endOfTopic,
      ...(ingestProblem === undefined ? {} : { ingestProblem }),
      openedAt,
    }),
    retry: () => {
      socket.retry();
    },
    acknowledge: (ranges) => answer('ack-sent', ranges, (ids) => socket.acknowledge(ids)),
    negativeAcknowledge: (ranges) => answer('nack-sent', ranges, (ids) => socket.negativeAcknowledge(ids)),
    async stop({ deleteSubscription }) {
      if (isStopped) return;
      if (deleteSubscription) socket.unsubscribe();
      else await intake.flush().catch((thrown: unknown) => reportOf(thrown));
      isStopped = true;
      socket.stop();
      await intake.stop();
    },
  };
}
