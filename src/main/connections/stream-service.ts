import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StreamEntry, StreamList, StreamStats } from '../../shared/contract/schemas/stream.ts';
import { parseStreamName } from '../../shared/domain/stream-name.ts';
import type { StreamName, StreamScope } from '../../shared/domain/stream-name.ts';
import { streamTitle } from '../../shared/domain/stream-title.ts';
import type { ConnectionService } from './connection-service.ts';
import { createRecentAnswers } from './recent-answers.ts';
import type { StreamCatalogue } from './stream-catalogue.ts';

/** Several windows look at the same rows: an answer this young serves them all. */
export const statsFreshForMs = 2_000;
/** Stats asked for at the same time: a service is not to be flooded by a long tree. */
export const statsAtOnce = 4;

export interface SideOfFabric {
  readonly connectionId: string;
  readonly fabric: string;
  readonly scope: StreamScope;
}

export interface StreamService {
  list(connectionId: string, fabric: string): Promise<StreamList>;
  create(connectionId: string, fabric: string, name: string, scope: StreamScope): Promise<StreamEntry>;
  delete(request: {
    connectionId: string;
    fullName: string;
    typedName: string;
    force: boolean;
  }): Promise<void>;
  stats(
    connectionId: string,
    fullNames: readonly string[],
  ): Promise<{ fullName: string; stats: StreamStats }[]>;
  /** @throws StreamscopeError SERVICE_UNSUPPORTED on GDN */
  terminate(request: { connectionId: string; fullName: string; typedName: string }): Promise<void>;
  /** Seconds; 0 is never. */
  timeToLive(side: SideOfFabric): Promise<number>;
  setTimeToLive(request: SideOfFabric & { seconds: number; typedName: string }): Promise<void>;
  clearBacklog(
    request: SideOfFabric & { fullName: string; subscription: string; typedName: string },
  ): Promise<void>;
  deleteSubscription(request: {
    connectionId: string;
    fullName: string;
    subscription: string;
    typedName: string;
  }): Promise<void>;
}

export interface StreamServiceOptions {
  readonly connections: ConnectionService;
  readonly catalogue: StreamCatalogue;
  /** Closes our own sockets of a stream, and what would open them again. */
  readonly releaseStream: (connectionId: string, fullName: string) => Promise<void>;
  readonly now: () => number;
}

export function createStreamService(options: StreamServiceOptions): StreamService {
  const { connections, catalogue } = options;
  const recent = createRecentAnswers<StreamStats>(statsFreshForMs, options.now);

  /** Deleting asks for the name on every profile, guarded or not. */
  const requireName = (expected: string, typed: string): void => {
    if (typed === expected) return;
    throw new StreamscopeError(
      'GUARD_NAME_MISMATCH',
      `Type "${expected}" to confirm. What was typed is something else, so nothing was changed.`,
    );
  };

  return {
    async list(connectionId, fabric) {
      if (!connections.isOnline(connectionId)) {
        const known = catalogue.find(connectionId, fabric);
        if (known !== undefined) return known;
      }
      const streams = [...(await connections.adminOf(connectionId).listStreams(fabric))];
      streams.sort((a, b) => a.name.localeCompare(b.name) || a.scope.localeCompare(b.scope));
      const asOf = await catalogue.remember(connectionId, fabric, streams);
      return { streams, asOf, source: 'live' };
    },
    create: (connectionId, fabric, name, scope) =>
      connections.adminOf(connectionId).createStream(fabric, name, scope),
    async delete({ connectionId, fullName, typedName, force }) {
      requireName(streamTitle(fullName), typedName);
      const stream = streamNameOf(fullName);
      const admin = connections.adminOf(connectionId);
      // A socket of ours would be in the way, or with `force` make the broker create the stream again.
      await options.releaseStream(connectionId, fullName);
      await admin.deleteStream({ reach: 'stream', stream }, { force });
      recent.forget();
    },
    async stats(connectionId, fullNames) {
      const admin = connections.adminOf(connectionId);
      const found: { fullName: string; stats: StreamStats }[] = [];
      const queue = [...fullNames];
      const work = async (): Promise<void> => {
        for (let fullName = queue.shift(); fullName !== undefined; fullName = queue.shift()) {
          try {
            const name = fullName;
            const stats = await recent.of(`${connectionId}\n${name}`, () => admin.stats(streamNameOf(name)));
            found.push({ fullName, stats });
          } catch {
            // Stats are a courtesy: a stream without them (just deleted, or not ours to see) is left out.
          }
        }
      };
      await Promise.all(Array.from({ length: statsAtOnce }, work));
      return found;
    },
    async terminate({ connectionId, fullName, typedName }) {
      requireName(streamTitle(fullName), typedName);
      const { cursors } = connections.adminOf(connectionId);
      if (cursors === undefined)
        throw new StreamscopeError(
          'SERVICE_UNSUPPORTED',
          'GDN cannot terminate a stream. Nothing was changed.',
        );
      await cursors.terminate({ reach: 'stream', stream: streamNameOf(fullName) });
    },
    timeToLive: ({ connectionId, fabric, scope }) =>
      connections.adminOf(connectionId).timeToLive({ reach: 'namespace', fabric, scope }),
    async setTimeToLive({ connectionId, fabric, scope, seconds, typedName }) {
      requireName(fabric, typedName);
      await connections.adminOf(connectionId).setTimeToLive({ reach: 'namespace', fabric, scope }, seconds);
    },
    async clearBacklog({ connectionId, fullName, fabric, scope, subscription, typedName }) {
      const admin = connections.adminOf(connectionId);
      const reachesOne = admin.capabilities.clearsOneBacklog;
      requireName(reachesOne ? subscription : fabric, typedName);
      await admin.clearBacklog(
        reachesOne
          ? { reach: 'subscription', stream: streamNameOf(fullName), subscription }
          : { reach: 'namespaceSubscription', fabric, scope, subscription },
      );
      recent.forget();
    },
    async deleteSubscription({ connectionId, fullName, subscription, typedName }) {
      requireName(subscription, typedName);
      const stream = streamNameOf(fullName);
      await connections
        .adminOf(connectionId)
        .deleteSubscription({ reach: 'subscription', stream, subscription });
    },
  };
}

/** @throws StreamscopeError INPUT_INVALID */
export function streamNameOf(fullName: string): StreamName {
  const parsed = parseStreamName(fullName);
  if (!parsed.ok) throw new StreamscopeError('INPUT_INVALID', parsed.reason);
  return parsed.name;
}
