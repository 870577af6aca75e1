import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Store } from '../store/store.ts';
import type { ImportBatch } from './transfer-protocol.ts';

export interface ImportTarget {
  readonly add: (batch: ImportBatch) => Promise<{ stored: number; known: number; refused: number }>;
  /** The stream most of it went into, once there is one. */
  readonly streamId: () => number | undefined;
}

/**
 * Brings batches of a file into streams of their own connection. They go the way of received frames, so that a message
 * which is there already is found by its identity, however often the file is imported.
 */
export function importIntoHistory(
  store: Pick<Store, 'ensureStream' | 'appendBatch'>,
  connectionId: string,
  session: string,
  onHistory: (streamIds: readonly number[]) => void,
): ImportTarget {
  const streams = new Map<string, number>();
  let first: number | undefined;

  const streamOf = async ({ fullName, title }: ImportBatch): Promise<number> => {
    const known = streams.get(fullName);
    if (known !== undefined) return known;
    const { streamId } = await store.ensureStream({ connectionId, kind: 'capture', fullName, title });
    streams.set(fullName, streamId);
    first ??= streamId;
    return streamId;
  };

  return {
    add: async (batch) => {
      const streamId = await streamOf(batch);
      const { frames, offsets, receivedAt } = batch;
      const outcome = await store.appendBatch({
        streamId,
        session,
        attempt: 1,
        mode: 'observe',
        frames,
        offsets,
        receivedAt,
        isImport: true,
      });
      if (!outcome.committed) {
        const { code, message, detail } = outcome.error;
        throw new StreamscopeError(code, message, { detail });
      }
      onHistory([streamId]);
      const { stored, redelivered, refused } = outcome.receipt;
      return { stored, known: redelivered, refused: refused.length };
    },
    streamId: () => first,
  };
}
