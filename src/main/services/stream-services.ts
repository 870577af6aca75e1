import { randomUUID } from 'node:crypto';
import type { SessionPlan } from '../../shared/contract/schemas/session.ts';
import { createConnectionService } from '../connections/connection-service.ts';
import { openAdmin } from '../connections/open-admin.ts';
import { streamNameOf } from '../connections/stream-service.ts';
import { openPublishProducer } from '../publish/publish-producer.ts';
import { createPublishService } from '../publish/publish-service.ts';
import { createReplayService } from '../replay/replay-service.ts';
import { alwaysWatching } from '../sessions/audience.ts';
import { createHistoryNews } from '../sessions/history-news.ts';
import { openStreamSocket } from '../sessions/open-stream-socket.ts';
import { createSessionService } from '../sessions/session-service.ts';
import { leastRestingWindow, withRestingReads } from '../sockets/resting-reads.ts';
import { createWsOpener } from '../sockets/ws-port.ts';
import { endOfStream } from '../stream-admin/end-of-stream.ts';
import type { HistoryServices } from './history-services.ts';
import type { KeptFiles } from './kept-files.ts';
import type { OnProblem, ServicesOptions } from './services-options.ts';

export interface StreamServicesOptions extends Pick<
  ServicesOptions,
  'clock' | 'push' | 'sandbox' | 'audience'
> {
  readonly files: Pick<KeptFiles, 'profiles' | 'secrets'>;
  readonly store: HistoryServices['store'];
  readonly problem: OnProblem;
}

/** A reader's answers do not wait for what is read, and a service with a large window does not wait for answers. */
const mayRest = (plan: SessionPlan): boolean =>
  plan.mode === 'observe' || plan.receiverQueueSize >= leastRestingWindow;

/** Everything on the wire: connections, and what is read, published and replayed over them. */
export function createStreamServices(options: StreamServicesOptions) {
  const { clock, files, problem, push, sandbox, store } = options;
  const network = { openWebSocket: createWsOpener(clock), clock, random: Math.random };
  const audience = options.audience ?? alwaysWatching;
  const restingNetwork = {
    ...network,
    openWebSocket: withRestingReads(network.openWebSocket, clock, () => audience.isWatching()),
  };
  const profileOf = (connectionId: string) => files.profiles.get(connectionId);

  const connections = createConnectionService({
    profileOf,
    openAdmin: (profile) =>
      openAdmin(profile, { clock, sandbox, readSecret: (profileId) => files.secrets.read(profileId) }),
    detach: async (connectionId) => {
      await sessions.detachConnection(connectionId);
      await publish.detachConnection(connectionId);
    },
    onChange: (states) => {
      push('connections.changed', states);
    },
  });
  const news = createHistoryNews(store, (changed) => {
    push('history.changed', changed);
  });
  const sessions = createSessionService({
    store,
    clock,
    audience,
    newId: randomUUID,
    profileOf,
    openSocket: ({ connectionId, fullName, plan, resumeFrom }, events) => {
      const admin = connections.adminOf(connectionId);
      const stream = streamNameOf(fullName);
      const { provideTarget } = admin;
      return openStreamSocket(
        {
          stream,
          plan,
          resumeFrom,
          provideTarget,
          network: mayRest(plan) ? restingNetwork : network,
          endOfStream: () => endOfStream(admin, stream),
        },
        events,
      );
    },
    onSessions: (states) => {
      push('sessions.changed', states);
    },
    onHistory: news.tell,
    onProblem: problem,
  });
  const publish = createPublishService({
    store,
    clock,
    profileOf,
    openProducer: ({ connectionId, fullName, options: producerOptions }) =>
      openPublishProducer({
        stream: streamNameOf(fullName),
        options: producerOptions,
        provideTarget: connections.adminOf(connectionId).provideTarget,
        network,
      }),
    onProblem: problem,
  });
  const replay = createReplayService({
    store,
    clock,
    publish: (target, message) => publish.send(target, message),
    onChange: (state) => {
      push('replay.changed', state);
    },
    onProblem: problem,
  });

  return {
    network,
    connections,
    news,
    sessions,
    publish,
    replay,
    /** Before a stream is deleted: nothing of ours must make it anew. */
    async releaseStream(connectionId: string, fullName: string): Promise<void> {
      await replay.cancelInto(connectionId, fullName);
      await sessions.detachStream(connectionId, fullName);
      await publish.detachStream(connectionId, fullName);
    },
    /** What feeds the wire first, then the wire. */
    async stop(): Promise<void> {
      await replay.stop();
      await sessions.stop();
      await publish.stop();
      await connections.stop();
    },
  };
}
