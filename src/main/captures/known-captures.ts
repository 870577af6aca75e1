/** Which place each capture has, kept over restarts: a replay that was interrupted must find the very same messages. */
import { z } from 'zod';
import { captureId } from '../../shared/contract/schemas/capture.ts';
import type { JsonFile } from '../settings/json-file.ts';
import { capturePlaces } from './capture-ids.ts';

const knownSchema = z.object({
  captureId,
  place: z
    .number()
    .int()
    .min(0)
    .max(capturePlaces - 1),
  path: z.string().min(1),
  isOpen: z.boolean(),
});
const fileSchema = z.object({ version: z.literal(1), captures: z.array(knownSchema).max(capturePlaces) });

export type KnownCapture = z.infer<typeof knownSchema>;

export interface KnownCaptures {
  /** The longest unused first. */
  list(): readonly KnownCapture[];
  /** Notes a capture as open; a new one gets a free place, or that of the one longest unused. */
  open(captureId: string, path: string): Promise<KnownCapture>;
  close(captureId: string): Promise<void>;
}

/** A file that cannot be read is no loss: captures are opened again from where they lie. */
export async function loadKnownCaptures(file: JsonFile): Promise<KnownCaptures> {
  const content = await file.read();
  const parsed = fileSchema.safeParse(content.state === 'read' ? content.value : undefined);
  let known: readonly KnownCapture[] = parsed.success ? parsed.data.captures : [];

  const keep = async (next: readonly KnownCapture[]): Promise<void> => {
    known = next;
    await file.write({ version: 1, captures: known });
  };

  const freePlace = (): number | undefined => {
    const taken = new Set(known.map(({ place }) => place));
    for (let place = 0; place < capturePlaces; place += 1) if (!taken.has(place)) return place;
    return known.find(({ isOpen }) => !isOpen)?.place;
  };

  return {
    list: () => known,
    async open(id, path) {
      const place = known.find((other) => other.captureId === id)?.place ?? freePlace() ?? 0;
      const entry = { captureId: id, place, path, isOpen: true };
      await keep([...known.filter((other) => other.captureId !== id && other.place !== place), entry]);
      return entry;
    },
    close: (id) => keep(known.map((entry) => (entry.captureId === id ? { ...entry, isOpen: false } : entry))),
  };
}
