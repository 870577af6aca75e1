import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Answered } from '../../shared/contract/procedures/sessions.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { AckPolicy, SessionPlan, SessionState } from '../../shared/contract/schemas/session.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { isStreamOrPartition } from '../../shared/domain/stream-name.ts';
import { streamTitle } from '../../shared/domain/stream-title.ts';
import { createBatcher } from '../ingest/batcher.ts';
import { createRateMeter } from '../ingest/rate-meter.ts';
import { requireTypedName } from '../profiles/guard.ts';
import type { Store } from '../store/store.ts';
import type { Audience } from './audience.ts';
import { createCoalescer } from './coalescer.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';
import type { StreamSocket, StreamSocketEvents } from './stream-socket.ts';

/** Sessions open at once; one more is refused in words. */
export const sessionLimit = 64;
/** Windows are told of changes at most every so many milliseconds: 20 times a second. */
export const pushEveryMs = 50;
/** Rates fall when nothing comes any more, so windows are told of them while a session is open. */
export const rateEveryMs = 1_000;

export interface OpenRequest {
  readonly connectionId: string;
  readonly fullName: string;
  readonly plan: SessionPlan;
  readonly typedName?: string | undefined;
}

export interface SocketRequest {
  readonly connectionId: string;
  readonly fullName: string;
  readonly plan: SessionPlan;
  /** The id of the newest committed message: where a reader goes on after a loss. */
  readonly resumeFrom: () => string | undefined;
}

export interface SessionServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly audience: Audience;
  readonly newId: () => string;
  readonly profileOf: (connectionId: string) => Profile;
  readonly openSocket: (request: SocketRequest, events: StreamSocketEvents) => StreamSocket;
  readonly onSessions: (states: SessionState[]) => void;
  /** Streams whose rows changed, and those that only grew. */
  readonly onHistory: (changed: readonly number[], grew: readonly number[]) => void;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

export interface SessionService {
  list(): SessionState[];
  open(request: OpenRequest): Promise<SessionState>;
  close(sessionId: string, options: { deleteSubscription: boolean }): Promise<void>;
  retry(sessionId: string): void;
  detachAll(): Promise<{ closed: number }>;
  detachConnection(connectionId: string): Promise<void>;
  /** Closes the sessions of one stream and of its partitions; their subscriptions stay. */
  detachStream(connectionId: string, fullName: string): Promise<void>;
  acknowledge(sessionId: string, ranges: readonly SequenceRange[]): Promise<Answered>;
  negativeAcknowledge(sessionId: string, ranges: readonly SequenceRange[]): Promise<Answered>;
  /** @throws StreamscopeError SESSION_CLOSED; INPUT_INVALID for an observer */
  setAckPolicy(sessionId: string, policy: AckPolicy, afterMs: number | undefined): SessionState;
  stop(): Promise<void>;
}

export function createSessionService(options: SessionServiceOptions): SessionService {
  const { audience, clock, store } = options;
  const sessions = new Map<string, Session>();
  const changedStreams = new Set<number>();
  const grownStreams = new Set<number>();

  /** Nobody is told what nobody sees; who looks again is told at once. */
  const isUnwatched = (): boolean => !audience.isWatching();
  const list = (): SessionState[] => [...sessions.values()].map((session) => session.state());
  const pushSessions = createCoalescer(
    () => {
      options.onSessions(list());
    },
    pushEveryMs,
    clock.after,
    isUnwatched,
  );
  const pushHistory = createCoalescer(
    () => {
      options.onHistory([...changedStreams], [...grownStreams]);
      changedStreams.clear();
      grownStreams.clear();
    },
    pushEveryMs,
    clock.after,
    isUnwatched,
  );

  const stopListening = audience.onChange(() => {
    if (isUnwatched()) return;
    for (const session of sessions.values()) session.hurry();
    pushSessions.hurry();
    pushHistory.hurry();
  });

  let cancelRates = clock.after(rateEveryMs, tellRates);
  function tellRates(): void {
    if (sessions.size > 0) pushSessions.ask();
    cancelRates = clock.after(rateEveryMs, tellRates);
  }

  const find = (sessionId: string): Session => {
    const session = sessions.get(sessionId);
    if (session === undefined)
      throw new StreamscopeError('SESSION_CLOSED', 'This session is closed. Its messages are in history.');
    return session;
  };

  async function close(sessionId: string, how: { deleteSubscription: boolean }): Promise<void> {
    const session = find(sessionId);
    await session.stop(how);
    sessions.delete(sessionId);
    pushSessions.ask();
  }

  const closeAll = async (ids: readonly string[]): Promise<void> => {
    await Promise.all(ids.map((sessionId) => close(sessionId, { deleteSubscription: false })));
  };

  const closeWhere = (fits: (state: SessionState) => boolean): Promise<void> =>
    closeAll(list().flatMap((state) => (fits(state) ? [state.sessionId] : [])));

  return {
    list,
    async open({ connectionId, fullName, plan, typedName }) {
      if (sessions.size >= sessionLimit)
        throw new StreamscopeError(
          'QUEUE_FULL',
          `${String(sessionLimit)} sessions are open already. Close one first.`,
        );
      const profile = options.profileOf(connectionId);
      const title = streamTitle(fullName);
      if (plan.mode === 'consume') requireTypedName(profile, title, typedName);
      const { streamId } = await store.ensureStream({ connectionId, kind: profile.kind, fullName, title });
      const continues = plan.mode === 'observe' && plan.start.at === 'continue';
      const resumeAfter = continues ? (await store.resumePoint(streamId))?.messageId : undefined;
      const sessionId = options.newId();
      const session = openSession({
        sessionId,
        connectionId,
        fullName,
        streamId,
        plan,
        clock,
        store,
        resumeAfter,
        openSocket: (events, resumeFrom) =>
          options.openSocket({ connectionId, fullName, plan, resumeFrom }, events),
        openBatcher: (events) =>
          createBatcher({
            streamId,
            session: sessionId,
            mode: plan.mode,
            append: (batch) => store.appendBatch(batch),
            ...(plan.mode === 'consume' ? { window: plan.receiverQueueSize } : {}),
            isWatched: () => audience.isWatching(),
            clock,
            events,
          }),
        rateMeter: createRateMeter(clock),
        onChange: () => {
          pushSessions.ask();
        },
        onHistory: (stream, isNewOnly) => {
          (isNewOnly ? grownStreams : changedStreams).add(stream);
          pushHistory.ask();
        },
        onProblem: options.onProblem,
      });
      sessions.set(sessionId, session);
      pushSessions.ask();
      return session.state();
    },
    close,
    retry: (sessionId) => {
      find(sessionId).retry();
    },
    async detachAll() {
      const ids = [...sessions.keys()];
      await closeAll(ids);
      return { closed: ids.length };
    },
    detachConnection: (connectionId) => closeWhere((state) => state.connectionId === connectionId),
    detachStream: (connectionId, fullName) =>
      closeWhere(
        (state) => state.connectionId === connectionId && isStreamOrPartition(state.fullName, fullName),
      ),
    acknowledge: (sessionId, ranges) => find(sessionId).acknowledge(ranges),
    negativeAcknowledge: (sessionId, ranges) => find(sessionId).negativeAcknowledge(ranges),
    setAckPolicy(sessionId, policy, afterMs) {
      const session = find(sessionId);
      session.setAckPolicy(policy, afterMs);
      pushSessions.ask();
      return session.state();
    },
    async stop() {
      await closeAll([...sessions.keys()]);
      cancelRates();
      stopListening();
      pushSessions.stop();
      pushHistory.stop();
    },
  };
}
