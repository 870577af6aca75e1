import { streamEntrySchema, type StreamEntry } from '../../shared/contract/schemas/stream.ts';
import { parseStreamName } from '../../shared/domain/stream-name.ts';

/** Rows that can be shown and opened: one that cannot, of a name beyond all bounds say, must not cost the others. */
export function usableEntries(entries: readonly StreamEntry[]): StreamEntry[] {
  return entries.filter(
    (entry) => streamEntrySchema.safeParse(entry).success && parseStreamName(entry.fullName).ok,
  );
}
