import type { Settings, SettingsChange } from '../../shared/contract/schemas/settings.ts';
import { defaultSettings, settingsSchema } from '../../shared/contract/schemas/settings.ts';
import type { JsonFile } from './json-file.ts';

/** The version of the file's layout; a newer one is left untouched on disk and defaults are used. */
export const settingsVersion = 1;

export interface SettingsService {
  read(): Settings;
  change(part: SettingsChange): Promise<Settings>;
  onChange(listener: (settings: Settings) => void): () => void;
  /** Once every change made so far is on disk, or could not be written. */
  settled(): Promise<void>;
}

export interface SettingsOptions {
  readonly file: JsonFile;
  readonly now: () => number;
  /** Told when the file could not be used; the app starts with defaults all the same. */
  readonly onProblem: (words: string) => void;
}

export async function loadSettings(options: SettingsOptions): Promise<SettingsService> {
  const listeners = new Set<(settings: Settings) => void>();
  const { settings: loaded, writable } = await readSettings(options);
  let settings = loaded;
  let lastWrite: Promise<unknown> = Promise.resolve();
  return {
    read: () => settings,
    async change(part) {
      settings = settingsSchema.parse({ ...settings, ...part });
      for (const listener of listeners) listener(settings);
      if (!writable) return settings;
      const writing = options.file.write({ version: settingsVersion, settings });
      lastWrite = writing.catch(() => undefined);
      await writing;
      return settings;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async settled() {
      await lastWrite;
    },
  };
}

async function readSettings(options: SettingsOptions): Promise<{ settings: Settings; writable: boolean }> {
  const content = await options.file.read();
  if (content.state === 'missing') return { settings: defaultSettings(), writable: true };
  const value = content.state === 'read' ? content.value : undefined;
  if (isVersioned(value) && value.version > settingsVersion) {
    options.onProblem(
      'The settings were written by a newer Streamscope. Defaults are in use and nothing is saved.',
    );
    return { settings: defaultSettings(), writable: false };
  }
  const parsed = isVersioned(value) ? settingsSchema.safeParse(value.settings) : undefined;
  if (parsed?.success === true) return { settings: parsed.data, writable: true };
  const aside = await options.file
    .setAside(`damaged-${String(options.now())}`)
    .catch(() => 'where it was: it could not be moved');
  options.onProblem(`The settings file could not be read. Defaults are in use; the old file is at ${aside}.`);
  return { settings: defaultSettings(), writable: true };
}

function isVersioned(value: unknown): value is { version: number; settings: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    typeof value.version === 'number' &&
    'settings' in value
  );
}
