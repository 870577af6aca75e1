/**
 * The services as the app hosts them: their threads, their files, and the way of a window's calls into them. Loaded
 * once the window is on its way, for the window needs none of it to open.
 */
import { join } from 'node:path';
import type { Reply } from '../shared/contract/transport.ts';
import { failureLevel } from './ipc/failure-level.ts';
import { createRouter } from './ipc/router.ts';
import { createSandboxHost } from './sandbox-host.ts';
import { createServices } from './services.ts';
import type { ServicesOptions } from './services/services-options.ts';
import { createSessionOwners } from './sessions/session-owners.ts';
import { createJsonFile } from './settings/json-file.ts';
import { loadSettings, type SettingsService } from './settings/settings-service.ts';

export interface HostOptions extends Omit<ServicesOptions, 'settings' | 'settingsProblems' | 'sandbox'> {
  readonly sandboxWorker: URL;
  /** Told as soon as they are read, which is before the rest is there. */
  readonly onSettings: (settings: SettingsService) => void;
}

export interface Host {
  readonly route: (name: unknown, input: unknown, windowId: number) => Promise<Reply>;
  /** A person dropped this file on a window. */
  offerFile(path: string): void;
  /** Ends the sessions of a window that was closed. */
  release(windowId: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startHost({ sandboxWorker, onSettings, ...options }: HostOptions): Promise<Host> {
  const { clock, log, userData } = options;
  const settingsProblems: string[] = [];
  const settings = await loadSettings({
    file: createJsonFile(join(userData, 'settings.json')),
    now: () => clock.now(),
    onProblem: (words) => settingsProblems.push(words),
  });
  onSettings(settings);
  const services = await createServices({
    ...options,
    settings,
    settingsProblems,
    sandbox: createSandboxHost(sandboxWorker, log),
  });
  const owners = createSessionOwners(
    createRouter(services.handlers, (name, thrown) => {
      log.write(failureLevel(thrown), 'call', `${name} failed`, thrown);
    }),
  );
  return {
    route: (name, input, windowId) => owners.route(name, input, windowId),
    offerFile: (path) => services.offerFile(path),
    release: (windowId) => owners.release(windowId),
    stop: () => services.stop(),
  };
}
