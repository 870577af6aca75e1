import { join } from 'node:path';
import { loadStreamCatalogue } from '../connections/stream-catalogue.ts';
import { loadDecoderLibrary } from '../decode/decoder-library.ts';
import { createMemoryKeychain } from '../keychain/memory-keychain.ts';
import { createSecretService } from '../keychain/secret-service.ts';
import { loadProfiles } from '../profiles/profile-service.ts';
import { createJsonFile, type JsonFile } from '../settings/json-file.ts';
import { loadSettings } from '../settings/settings-service.ts';
import type { ServicesOptions } from './services-options.ts';

export interface KeptFilesOptions extends Pick<
  ServicesOptions,
  'userData' | 'settings' | 'settingsProblems' | 'keychain' | 'push'
> {
  readonly now: () => number;
  /** Tells the person and the log; the code says of what. */
  readonly warn: (code: string) => (message: string) => void;
}

export const fileIn =
  (folder: string) =>
  (name: string): JsonFile =>
    createJsonFile(join(folder, name));

/** What a person set, wrote and named, in small files of its own, and where their secrets are. */
export async function loadKeptFiles(options: KeptFilesOptions) {
  const { now, warn, push } = options;
  const file = fileIn(options.userData);
  for (const words of options.settingsProblems ?? []) warn('settings')(words);
  return {
    settings:
      options.settings ??
      (await loadSettings({ file: file('settings.json'), now, onProblem: warn('settings') })),
    profiles: await loadProfiles({ file: file('connections.json'), now, onProblem: warn('connections') }),
    catalogue: await loadStreamCatalogue(file('streams.json'), now),
    library: await loadDecoderLibrary({
      file: file('decoders.json'),
      now,
      onProblem: warn('decoders'),
      onChange: (changed) => {
        push('decoders.changed', changed);
      },
    }),
    secrets: createSecretService(options.keychain, createMemoryKeychain()),
  };
}

export type KeptFiles = Awaited<ReturnType<typeof loadKeptFiles>>;
