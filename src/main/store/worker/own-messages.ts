/**
 * Messages published from here, until they come back over a socket: then their state says whose they are. Usually
 * a receipt is a few milliseconds ahead of the message; what is forgotten here is only not marked.
 */
import { identityOf, type Identity } from './queries/identity.ts';

/** Ids remembered of all streams together; the oldest are forgotten first. */
export const ownIdsKept = 10_000;

export interface OwnMessages {
  readonly remember: (streamId: number, messageId: string) => void;
  /** True once for each remembered message. */
  readonly take: (streamId: number, id: Identity) => boolean;
}

export function createOwnMessages(): OwnMessages {
  const keys = new Set<string>();
  const keyOf = (streamId: number, id: Identity): string =>
    `${streamId}/${id.ledger}:${id.entry}:${id.partition}:${id.batchIndex}`;
  return {
    remember: (streamId, messageId) => {
      const id = identityOf(messageId);
      if (id === undefined) return;
      keys.add(keyOf(streamId, id));
      const oldest = keys.values().next();
      if (keys.size > ownIdsKept && oldest.done !== true) keys.delete(oldest.value);
    },
    // The hot path asks for every message: nearly always there is nothing to look for.
    take: (streamId, id) => keys.size > 0 && keys.delete(keyOf(streamId, id)),
  };
}
