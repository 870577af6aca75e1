import { z } from 'zod';
import type { JsonFile } from './json-file.ts';

/** The window there always is, until it is closed while others stay. Its layout is in the settings. */
export const firstWindow = 'first';
/** More than anybody opens; further ones work, and are not there again after a restart. */
export const mostKeptWindows = 20;

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximised: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;

/** Opaque to main, written and read by the window only. */
export type WindowLayout = Record<string, unknown>;

const windowSchema = z.object({
  key: z.string().min(1).max(100),
  /** A place that cannot be read costs the place only. */
  place: placeSchema.optional().catch(undefined),
  layout: z.record(z.string(), z.unknown()).catch({}),
});
type KeptWindow = z.infer<typeof windowSchema>;

const fileSchema = z.object({ windows: z.array(windowSchema) });

/** The windows that are open, each with its place and what it has for itself: so they stand again after a restart. */
export interface OpenWindows {
  /** Those that are to stand: open now or, before any is, at the end of the last run; at least the first one. */
  keys(): readonly string[];
  opened(key: string): void;
  /** Closed by a person while others stay: it does not come back. */
  closed(key: string): void;
  placeOf(key: string): WindowPlace | undefined;
  keepPlace(key: string, place: WindowPlace): void;
  layoutOf(key: string): WindowLayout;
  keepLayout(key: string, layout: WindowLayout): void;
  /** Once everything kept so far is on disk, or could not be written. */
  settled(): Promise<void>;
}

export async function loadOpenWindows(
  file: JsonFile,
  onProblem: (thrown: unknown) => void,
): Promise<OpenWindows> {
  const content = await file.read();
  // Where windows stood is worth no question: what cannot be read is begun anew.
  const parsed = fileSchema.safeParse(content.state === 'read' ? content.value : undefined);
  const kept = parsed.success ? parsed.data.windows.slice(0, mostKeptWindows) : [];
  const windows = new Map<string, KeptWindow>(kept.map((window) => [window.key, window]));
  let lastWrite: Promise<void> = Promise.resolve();

  function write(): void {
    lastWrite = file.write({ windows: [...windows.values()] }).catch(onProblem);
  }

  function change(key: string, part: Partial<KeptWindow>): void {
    const window = windows.get(key);
    // One that was closed meanwhile has nothing to be kept any more.
    if (window === undefined) return;
    windows.set(key, { ...window, ...part });
    write();
  }

  return {
    keys: () => (windows.size === 0 ? [firstWindow] : [...windows.keys()]),
    opened(key) {
      if (windows.has(key) || windows.size >= mostKeptWindows) return;
      windows.set(key, { key, layout: {} });
      write();
    },
    closed(key) {
      if (windows.delete(key)) write();
    },
    placeOf: (key) => windows.get(key)?.place,
    keepPlace: (key, place) => {
      change(key, { place });
    },
    layoutOf: (key) => windows.get(key)?.layout ?? {},
    keepLayout: (key, layout) => {
      change(key, { layout });
    },
    async settled() {
      await lastWrite;
    },
  };
}

/** Where nobody hosts windows. */
export const noWindowLayouts: Pick<OpenWindows, 'layoutOf' | 'keepLayout'> = {
  layoutOf: () => ({}),
  keepLayout: () => undefined,
};
