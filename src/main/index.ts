/** Composition root: gives the services their machine (Electron, keychain, threads, disk), opens the window, ends in order. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, session } from 'electron';
import { createFileDialogs } from './app/file-dialogs.ts';
import { denyNavigation, denyPermissions } from './app/hardening.ts';
import { claimSingleInstance, manageLifecycle } from './app/lifecycle.ts';
import { setAppearance } from './app/main-window.ts';
import { createMenu } from './app/menu.ts';
import { registerScheme, serveWindow } from './app/protocol.ts';
import { createWindowAudience } from './app/window-audience.ts';
import { createWindowOpener } from './app/window-opener.ts';
import { chooseUserDataFolder } from './app/user-data.ts';
import { bindCalls, bindDroppedFiles, pushToWindows, sendCommand } from './ipc/bind.ts';
import { createRouter } from './ipc/router.ts';
import { createKeytarKeychain, keychainName } from './keychain/keytar-keychain.ts';
import { createFileSink } from './log/file-sink.ts';
import { createLog } from './log/log.ts';
import { createSandboxHost } from './sandbox-host.ts';
import { createServices, type Services } from './services.ts';
import { createSessionOwners } from './sessions/session-owners.ts';
import { createJsonFile } from './settings/json-file.ts';
import { loadOpenWindows } from './settings/open-windows.ts';
import { loadSettings, type SettingsService } from './settings/settings-service.ts';
import { createSystemClock } from './sockets/system-clock.ts';
import type { Settings } from '../shared/contract/schemas/settings.ts';

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
  const problems: string[] = [];
  const settings = await loadSettings({
    file: createJsonFile(join(userData, 'settings.json')),
    now: () => clock.now(),
    onProblem: (words) => problems.push(words),
  });
  const openWindows = await loadOpenWindows(createJsonFile(join(userData, 'windows.json')), windowFailed);
  // The window loads its page while the services start: what the page asks meanwhile waits for them.
  const services = buildServices(settings, problems);
  const owners = services.then(({ handlers }) =>
    createSessionOwners(
      createRouter(handlers, (name, thrown) => {
        log.write('warn', 'call', `${name} failed`, thrown);
      }),
    ),
  );
  denyPermissions(session.defaultSession);
  serveWindow(session.defaultSession, fileURLToPath(built('../renderer')));
  bindCalls(async (...call) => (await owners).route(...call));
  bindDroppedFiles((path) => {
    services.then(({ offerFile }) => offerFile(path)).catch(windowFailed);
  });
  const menu = createMenu(sendCommand);
  const showSettings = ({ shortcuts, zoom, theme }: Settings): void => {
    menu.show(shortcuts);
    setAppearance({ zoom, theme });
  };
  settings.onChange(showSettings);
  showSettings(settings.read());

  const windows = createWindowOpener({
    preload: fileURLToPath(built('../preload/index.cjs')),
    icon: join(app.getAppPath(), 'resources', 'icon.png'),
    openWindows,
    appearance: () => settings.read(),
    newKey: randomUUID,
    isStopping: () => lifecycle.isStopping(),
    onClosed: (windowId) => {
      owners.then(({ release }) => release(windowId)).catch(windowFailed);
    },
  });

  function buildServices(early: SettingsService, words: readonly string[]): Promise<Services> {
    return createServices({
      userData,
      settings: early,
      settingsProblems: words,
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
      workers: {
        writer: built('./store-writer.js'),
        reader: built('./store-reader.js'),
        indexer: built('./store-indexer.js'),
        decoder: built('./decoder.js'),
        transfer: built('./transfer-worker.js'),
      },
      dialogs: createFileDialogs(),
      audience: createWindowAudience(),
      appInfo: {
        version: app.getVersion(),
        platform: platformOf(process.platform),
        electron: process.versions.electron,
        chromium: process.versions.chrome,
        node: process.versions.node,
      },
      push: pushToWindows,
      openTabWindow: (token) => windows.openFurther(token),
      windowLayouts: openWindows,
      actOnWindow: (action) => {
        const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
        if (action === 'close') window?.close();
        else if (action === 'fullScreen') window?.setFullScreen(!window.isFullScreen());
        else windows.openFurther().catch(windowFailed);
      },
    });
  }

  const lifecycle = manageLifecycle({
    openWindows: () => windows.openKept(),
    stop: async () => {
      await (await services).stop();
      await openWindows.settled();
    },
    onProblem: (words, thrown) => {
      log.write('error', 'app', words, thrown);
    },
  });
  await Promise.all([windows.openKept(), owners]);
}

function windowFailed(thrown: unknown): void {
  log.write('error', 'app', 'A window could not be opened or closed in order', thrown);
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
