import type { JsonFile } from './json-file.ts';
import { memberOf } from './read-json-now.ts';

/** The window there always is, until it is closed while others stay. Its layout is in the settings. */
export const firstWindow = 'first';
/** More than anybody opens; further ones work, and are not there again after a restart. */
export const mostKeptWindows = 20;

export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
}

/** Opaque to main, written and read by the window only. */
export type WindowLayout = Record<string, unknown>;

interface KeptWindow {
  readonly key: string;
  readonly place?: WindowPlace | undefined;
  readonly layout: WindowLayout;
}

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

/** `kept` is what the file held at the start: where windows stood is worth no question, so whatever does not fit is begun anew. */
export function createOpenWindows(
  kept: unknown,
  file: Pick<JsonFile, 'write'>,
  onProblem: (thrown: unknown) => void,
): OpenWindows {
  const windows = new Map<string, KeptWindow>(
    windowsIn(kept)
      .slice(0, mostKeptWindows)
      .map((window) => [window.key, window]),
  );
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

/** Looked at by hand: a window opens before the library that reads all else is loaded. */
function windowsIn(file: unknown): KeptWindow[] {
  const windows = memberOf(file, 'windows');
  return Array.isArray(windows) ? windows.flatMap((window: unknown) => keptWindow(window) ?? []) : [];
}

/** A place or a layout that cannot be read costs that alone. */
function keptWindow(window: unknown): KeptWindow | undefined {
  const key = memberOf(window, 'key');
  const layout = memberOf(window, 'layout');
  if (typeof key !== 'string' || key === '' || key.length > 100) return undefined;
  return {
    key,
    place: readPlace(memberOf(window, 'place')),
    layout: typeof layout === 'object' && !Array.isArray(layout) ? { ...layout } : {},
  };
}

function readPlace(place: unknown): WindowPlace | undefined {
  const whole = (name: string): number => {
    const value = memberOf(place, name);
    return typeof value === 'number' && Number.isInteger(value) ? value : Number.NaN;
  };
  const [x, y, width, height] = [whole('x'), whole('y'), whole('width'), whole('height')];
  const maximised = memberOf(place, 'maximised');
  const isRead = !Number.isNaN(x + y) && width >= 400 && height >= 300;
  return isRead && typeof maximised === 'boolean' ? { x, y, width, height, maximised } : undefined;
}
