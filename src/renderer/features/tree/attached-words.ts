import type { StreamStats } from '../../../shared/contract/schemas/stream.ts';
import { formatCount } from '../../lib/format-number.ts';

/** What deleting a stream means for those who are attached to it; the figures may count our own sockets. */
export function attachedWords(stats: StreamStats | undefined): readonly string[] {
  const own = 'Your own sessions, producers and replays on it are ended first.';
  const consumers = stats?.subscriptions.reduce((sum, { consumers: some }) => sum + some.length, 0) ?? 0;
  const producers = stats?.publishers.length ?? 0;
  if (consumers + producers === 0) return [own];
  const attached = [
    ...(consumers > 0 ? [formatCount(consumers, 'consumer')] : []),
    ...(producers > 0 ? [formatCount(producers, 'producer')] : []),
  ].join(' and ');
  return [
    own,
    `${attached} attached now, yours included: other clients are cut off, may connect again by themselves, and where the service creates streams on demand that makes it anew, empty.`,
  ];
}
