import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouter } from '../../../src/main/ipc/router.ts';
import { createMemoryKeychain } from '../../../src/main/keychain/memory-keychain.ts';
import type { Keychain } from '../../../src/main/keychain/keychain.ts';
import { createLog } from '../../../src/main/log/log.ts';
import { createSandboxHost } from '../../../src/main/sandbox-host.ts';
import { createServices } from '../../../src/main/services.ts';
import type { Audience } from '../../../src/main/sessions/audience.ts';
import { createSystemClock } from '../../../src/main/sockets/system-clock.ts';
import { api } from '../../../src/shared/contract/api.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../../src/shared/contract/api.ts';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { PushName, Pushes } from '../../../src/shared/contract/pushes.ts';

const source = (path: string): URL => new URL(`../../../src/main/${path}`, import.meta.url);

/** The whole of main in plain Node, called as a window calls it: by name, through the router. */
export interface Main {
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** Resolves with the first push, past or future, that fits. */
  pushed<Name extends PushName>(name: Name, fits: (value: Pushes[Name]) => boolean): Promise<Pushes[Name]>;
  readonly userData: string;
  /** How many pushes of a kind there were so far. */
  pushes(name: PushName): number;
  /** What the person chooses in every file dialog from now on. */
  choose(path: string | null): void;
  /** What preload says when a person drops this file on the window. */
  drop(path: string): void;
  /** Every line that was logged. */
  readonly logged: string[];
  stop(): Promise<void>;
}

export async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'streamscope-services-'));
}

export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

export async function startMain(
  userData: string,
  keychain: Keychain = createMemoryKeychain(),
  options: {
    readonly freeBytes?: (folder: string) => Promise<number>;
    readonly audience?: Audience;
  } = {},
): Promise<Main> {
  let chosenPath: string | null = null;
  const clock = createSystemClock();
  const logged: string[] = [];
  const log = createLog(
    ({ level, scope, message }) => logged.push(`${level} ${scope} ${message}`),
    () => clock.now(),
  );
  const past: { name: PushName; value: unknown }[] = [];
  const waiting = new Set<() => void>();
  const services = await createServices({
    userData,
    clock,
    log,
    keychain,
    sandbox: createSandboxHost(source('sandbox/worker-entry.ts'), log),
    workers: {
      writer: source('store/worker/writer-entry.ts'),
      reader: source('store/worker/reader-entry.ts'),
      indexer: source('store/worker/indexer-entry.ts'),
      decoder: source('decode/decode-entry.ts'),
      transfer: source('export/worker/transfer-entry.ts'),
    },
    dialogs: {
      chooseTarget: () => Promise.resolve(chosenPath),
      chooseSource: () => Promise.resolve(chosenPath),
      reveal: () => undefined,
    },
    ...(options.audience === undefined ? {} : { audience: options.audience }),
    freeBytes: (folder) => options.freeBytes?.(folder) ?? Promise.resolve(Infinity),
    appInfo: {
      version: '0.0.0',
      platform: 'linux',
      electron: '0',
      chromium: '0',
      node: process.versions.node,
    },
    push: (name, value) => {
      past.push({ name, value: structuredClone(value) });
      for (const look of waiting) look();
    },
  });
  const route = createRouter(services.handlers, (name, thrown) => {
    log.write('warn', 'call', `${name} failed`, thrown);
  });
  return {
    userData,
    logged,
    pushes: (name) => past.filter((push) => push.name === name).length,
    drop: services.offerFile,
    choose: (path) => {
      chosenPath = path;
    },
    async call(name, input) {
      const reply = await route(name, structuredClone(input));
      if (!reply.ok)
        throw new StreamscopeError(reply.error.code, reply.error.message, { detail: reply.error.detail });
      return api[name].output.parse(structuredClone(reply.value)) as OutputOf<typeof name>;
    },
    pushed: (name, fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = past.find((push) => push.name === name && fits(push.value as Pushes[typeof name]));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.value as Pushes[typeof name]);
        };
        waiting.add(look);
        look();
      }),
    stop: () => services.stop(),
  };
}

/** A person drops a capture on the window. */
export function openCapture(main: Main, path: string): Promise<OutputOf<'captures.open'>> {
  main.drop(path);
  return main.call('captures.open', { path });
}

/** A person drops a file of messages on the window. */
export function importFile(main: Main, path: string): Promise<OutputOf<'import.start'>> {
  main.drop(path);
  return main.call('import.start', { path });
}
