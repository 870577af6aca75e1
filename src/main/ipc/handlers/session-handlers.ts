import type { Handlers } from '../../../shared/contract/api.ts';
import type { PublishService } from '../../publish/publish-service.ts';
import type { ReplayService } from '../../replay/replay-service.ts';
import type { SessionService } from '../../sessions/session-service.ts';

export interface SessionServices {
  readonly sessions: SessionService;
  readonly publish: PublishService;
  readonly replay: ReplayService;
}

export const sessionHandlers = ({ sessions, publish, replay }: SessionServices) =>
  ({
    'sessions.list': () => sessions.list(),
    'sessions.open': (request) => sessions.open(request),
    'sessions.close': ({ sessionId, deleteSubscription }) =>
      sessions.close(sessionId, { deleteSubscription }),
    'sessions.retry': ({ sessionId }) => {
      sessions.retry(sessionId);
    },
    'sessions.detachAll': () => sessions.detachAll(),
    'sessions.ack': ({ sessionId, ranges }) => sessions.acknowledge(sessionId, ranges),
    'sessions.negativeAck': ({ sessionId, ranges }) => sessions.negativeAcknowledge(sessionId, ranges),
    'sessions.setAckPolicy': ({ sessionId, ackPolicy, ackAfterMs }) =>
      sessions.setAckPolicy(sessionId, ackPolicy, ackAfterMs),
    'publish.send': ({ target, message }) => publish.send(target, message),
    'replay.start': (plan) => replay.start(plan),
    'replay.pause': ({ replayId }) => replay.pause(replayId),
    'replay.resume': ({ replayId }) => replay.resume(replayId),
    'replay.cancel': ({ replayId }) => replay.cancel(replayId),
    'replay.list': () => replay.list(),
  }) satisfies Partial<Handlers>;
