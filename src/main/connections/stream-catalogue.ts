/** Room `connections`: who is connected to what, as whom, and which streams were last seen there. */
import { z } from 'zod';
import { streamEntrySchema } from '../../shared/contract/schemas/stream.ts';
import type { StreamEntry, StreamList } from '../../shared/contract/schemas/stream.ts';
import type { JsonFile } from '../settings/json-file.ts';

/** Lists kept: one for each fabric of each connection; the oldest go first. */
export const listsKept = 200;

const listSchema = z.object({
  connectionId: z.string(),
  fabric: z.string(),
  asOf: z.number(),
  streams: z.array(streamEntrySchema),
});
const catalogueSchema = z.object({ version: z.literal(1), lists: z.array(listSchema) });
type KnownList = z.infer<typeof listSchema>;

/** The last known list of streams of every fabric: what the tree shows while there is no connection. */
export interface StreamCatalogue {
  find(connectionId: string, fabric: string): StreamList | undefined;
  /** Keeps a list and returns its time, epoch ms. A disk that cannot be written costs only the memory of it. */
  remember(connectionId: string, fabric: string, streams: readonly StreamEntry[]): Promise<number>;
  forget(connectionId: string): Promise<void>;
}

/** A catalogue that cannot be read is empty: the next connection fills it again. */
export async function loadStreamCatalogue(file: JsonFile, now: () => number): Promise<StreamCatalogue> {
  const content = await file.read();
  const parsed = catalogueSchema.safeParse(content.state === 'read' ? content.value : undefined);
  let lists: readonly KnownList[] = parsed.success ? parsed.data.lists : [];

  const replace = (next: readonly KnownList[]): Promise<void> => {
    lists = next.slice(0, listsKept);
    return file.write({ version: 1, lists });
  };

  return {
    find(connectionId, fabric) {
      const known = lists.find((list) => list.connectionId === connectionId && list.fabric === fabric);
      return known === undefined
        ? undefined
        : { streams: known.streams, asOf: known.asOf, source: 'lastKnown' };
    },
    async remember(connectionId, fabric, streams) {
      const asOf = now();
      const others = lists.filter((list) => list.connectionId !== connectionId || list.fabric !== fabric);
      await replace([{ connectionId, fabric, asOf, streams: [...streams] }, ...others]).catch(
        () => undefined,
      );
      return asOf;
    },
    forget: (connectionId) => replace(lists.filter((list) => list.connectionId !== connectionId)),
  };
}
