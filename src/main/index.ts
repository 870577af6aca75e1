/** Composition root: gives the services their machine (Electron, keychain, threads, disk), opens the window, ends in order. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, session } from 'electron';
import { denyNavigation, denyPermissions } from './app/hardening.ts';
import { claimSingleInstance, manageLifecycle } from './app/lifecycle.ts';
import { openMainWindow } from './app/main-window.ts';
import { installMenu } from './app/menu.ts';
import { registerScheme, serveWindow } from './app/protocol.ts';
import { chooseUserDataFolder } from './app/user-data.ts';
import { bindCalls, pushToWindows } from './ipc/bind.ts';
import { createRouter } from './ipc/router.ts';
import { createKeytarKeychain, keychainName } from './keychain/keytar-keychain.ts';
import { createFileSink } from './log/file-sink.ts';
import { createLog } from './log/log.ts';
import { createSandboxHost } from './sandbox-host.ts';
import { createServices } from './services.ts';
import { createJsonFile } from './settings/json-file.ts';
import { createSystemClock } from './sockets/system-clock.ts';

/** Long enough for a person to unlock a keychain that asks for its password, short enough not to hang for ever. */
const keychainTimeoutMs = 20_000;

const built = (file: string): URL => new URL(file, import.meta.url);
const userData = chooseUserDataFolder(process.env);
const clock = createSystemClock();
const log = createLog(createFileSink(join(userData, 'logs', 'main.log')), () => clock.now());

registerScheme();
// Root on Linux alone starts with --no-sandbox, where Chromium refuses any other way.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
denyNavigation();
if (claimSingleInstance()) start().catch(fail);
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  const services = await createServices({
    userData,
    clock,
    log,
    keychain: createKeytarKeychain({
      load: async () => (await import('keytar')).default,
      service: 'Streamscope',
      name: keychainName(process.platform),
      timeoutMs: keychainTimeoutMs,
      after: clock.after,
    }),
    sandbox: createSandboxHost(built('./sandbox-worker.js'), log),
    workers: { writer: built('./store-writer.js'), reader: built('./store-reader.js') },
    appInfo: {
      version: app.getVersion(),
      platform: platformOf(process.platform),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    },
    push: pushToWindows,
  });
  denyPermissions(session.defaultSession);
  serveWindow(session.defaultSession, fileURLToPath(built('../renderer')));
  bindCalls(
    createRouter(services.handlers, (name, thrown) => {
      log.write('warn', 'call', `${name} failed`, thrown);
    }),
  );
  installMenu((command) => {
    pushToWindows('app.command', { command });
  });
  const openWindow = (): Promise<unknown> =>
    openMainWindow({
      preload: fileURLToPath(built('../preload/index.cjs')),
      icon: join(app.getAppPath(), 'resources', 'icon.png'),
      stateFile: createJsonFile(join(userData, 'window.json')),
      theme: services.settings.read().theme,
    });
  manageLifecycle({
    openWindow,
    stop: () => services.stop(),
    onProblem: (words, thrown) => {
      log.write('error', 'app', words, thrown);
    },
  });
  await openWindow();
}

function fail(thrown: unknown): void {
  log.write('error', 'app', 'Streamscope could not start', thrown);
  process.stderr.write(
    `Streamscope could not start: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`,
  );
  app.exit(1);
}

function platformOf(platform: NodeJS.Platform): 'darwin' | 'win32' | 'linux' {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
