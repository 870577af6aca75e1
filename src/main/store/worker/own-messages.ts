/**
 * Messages published from here, until they come back over a socket: then their state says whose they are. Usually
 * a receipt is a few milliseconds ahead of the message, but it may come with the next start or the next observer:
 * so the newest receipts of a stream are looked up when it is first asked for. What is forgotten is only not marked.
 */
import { identityOf, type Identity } from './queries/identity.ts';

/** Entries remembered of each stream; the oldest are forgotten first. */
export const ownEntriesKept = 10_000;

export interface OwnMessages {
  readonly remember: (streamId: number, messageId: string) => void;
  /** True once for each remembered message. */
  readonly take: (streamId: number, id: Identity) => boolean;
  /** Call when the stream is deleted. */
  readonly forget: (streamId: number) => void;
}

/** By entry number: the hot path asks for every message, and a number is found without making a text. */
type OwnEntries = Map<Identity['entry'], Identity[]>;

/** `receiptsOf` gives the ids of a stream's newest receipts, oldest first. */
export function createOwnMessages(receiptsOf: (streamId: number) => readonly string[]): OwnMessages {
  const streams = new Map<number, OwnEntries>();

  const entriesOf = (streamId: number): OwnEntries => {
    const known = streams.get(streamId);
    if (known !== undefined) return known;
    const entries: OwnEntries = new Map();
    streams.set(streamId, entries);
    for (const messageId of receiptsOf(streamId)) add(entries, messageId);
    return entries;
  };

  return {
    remember: (streamId, messageId) => add(entriesOf(streamId), messageId),
    take: (streamId, id) => {
      const entries = entriesOf(streamId);
      const own = entries.get(id.entry);
      if (own === undefined) return false;
      const rest = own.filter((one) => !isSame(one, id));
      if (rest.length === 0) entries.delete(id.entry);
      else entries.set(id.entry, rest);
      return rest.length < own.length;
    },
    forget: (streamId) => {
      streams.delete(streamId);
    },
  };
}

function add(entries: OwnEntries, messageId: string): void {
  const id = identityOf(messageId);
  if (id === undefined) return;
  const own = entries.get(id.entry) ?? [];
  if (own.some((one) => isSame(one, id))) return;
  entries.set(id.entry, [...own, id]);
  const oldest = entries.keys().next();
  if (entries.size > ownEntriesKept && oldest.done !== true) entries.delete(oldest.value);
}

function isSame(one: Identity, other: Identity): boolean {
  return (
    one.ledger === other.ledger &&
    one.entry === other.entry &&
    one.partition === other.partition &&
    one.batchIndex === other.batchIndex
  );
}
