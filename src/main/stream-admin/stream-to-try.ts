import type { StreamEntry } from '../../shared/contract/schemas/stream.ts';
import { parseStreamName, type StreamName } from '../../shared/domain/stream-name.ts';

/** An existing stream for a trial socket, as opening one would create a missing stream; undefined when there is none. */
export function streamToTry(streams: readonly StreamEntry[]): StreamName | undefined {
  const chosen = streams.find(({ role, terminated }) => role === 'user' && terminated !== true) ?? streams[0];
  const parsing = chosen === undefined ? undefined : parseStreamName(chosen.fullName);
  return parsing?.ok === true ? parsing.name : undefined;
}
