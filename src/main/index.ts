/** Composition root: gives the services their machine (Electron, keychain, threads, disk), opens the window, ends in order. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, session } from 'electron';
import { createFileDialogs } from './app/file-dialogs.ts';
import { readFirstLook, showsHistory } from './app/first-look.ts';
import { denyNavigation, denyPermissions } from './app/hardening.ts';
import { claimSingleInstance, manageLifecycle } from './app/lifecycle.ts';
import { setAppearance } from './app/main-window.ts';
import { createMenu } from './app/menu.ts';
import { registerScheme, serveWindow } from './app/protocol.ts';
import { createWindowAudience } from './app/window-audience.ts';
import { createWindowOpener } from './app/window-opener.ts';
import { chooseUserDataFolder } from './app/user-data.ts';
import type { Host } from './host.ts';
import { bindCalls, bindDroppedFiles, pushToWindows, sendCommand } from './ipc/bind.ts';
import { createKeytarKeychain, keychainName } from './keychain/keytar-keychain.ts';
import { createFileSink } from './log/file-sink.ts';
import { createLog } from './log/log.ts';
import { createJsonFile } from './settings/json-file.ts';
import { createOpenWindows } from './settings/open-windows.ts';
import { readJsonNow } from './settings/read-json-now.ts';
import type { SettingsService } from './settings/settings-service.ts';
import { createSystemClock } from './sockets/system-clock.ts';
import { openHistory } from './store/open-history.ts';
import type { Settings } from '../shared/contract/schemas/settings.ts';

/** Long enough for a person to unlock a keychain that asks for its password, short enough not to hang for ever. */
const keychainTimeoutMs = 20_000;
const built = (file: string): URL => new URL(file, import.meta.url);
const userData = chooseUserDataFolder(process.env);
const clock = createSystemClock();
const fileSink = createFileSink(join(userData, 'logs', 'main.log'));
const log = createLog(fileSink.write, () => clock.now());
const workers = {
  writer: built('./store-writer.js'),
  reader: built('./store-reader.js'),
  indexer: built('./store-indexer.js'),
  decoder: built('./decoder.js'),
  transfer: built('./transfer-worker.js'),
};

registerScheme();
// Root on Linux alone starts with --no-sandbox, where Chromium refuses any other way.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
denyNavigation();
if (claimSingleInstance()) start().catch(fail);
else app.quit();

/**
 * What takes long is begun in the order it is needed, and the window waits for none of it: the history's threads while
 * Chromium starts if the first screen shows something of it, else with the first question; the services while the page
 * runs its scripts, for before it needs main itself. What it asks meanwhile waits for them.
 */
async function start(): Promise<void> {
  const history = openHistory({ userData, workers, clock, log });
  const windowsFile = join(userData, 'windows.json');
  const openWindows = createOpenWindows(readJsonNow(windowsFile), createJsonFile(windowsFile), windowFailed);
  let look = readFirstLook(join(userData, 'settings.json'));
  if (showsHistory(userData)) history.begin().catch(windowFailed);
  const menu = createMenu(sendCommand);
  await app.whenReady();
  denyPermissions(session.defaultSession);
  serveWindow(session.defaultSession, fileURLToPath(built('../renderer')));
  bindCalls(async (...call) => (await host).route(...call));
  bindDroppedFiles((path) => {
    host.then(({ offerFile }) => offerFile(path)).catch(windowFailed);
  });
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const windows = createWindowOpener({
    preload: fileURLToPath(built('../preload/index.cjs')),
    icon: join(app.getAppPath(), 'resources', 'icon.png'),
    openWindows,
    look: () => look,
    newKey: async () => (await import('node:crypto')).randomUUID(),
    isStopping: () => lifecycle.isStopping(),
    onArrived: arrived,
    onClosed: (windowId) => {
      host.then(({ release }) => release(windowId)).catch(windowFailed);
    },
  });
  const opened = windows.openKept();
  menu.show({});
  const host = arrival.then(hostServices);
  const lifecycle = manageLifecycle({
    openWindows: () => windows.openKept(),
    stop: async () => {
      // The window may have gone before its page came.
      arrived();
      await (await host).stop();
      await openWindows.settled();
    },
    onProblem: (words, thrown) => {
      log.write('error', 'app', words, thrown);
    },
  });
  await Promise.all([opened, host]);

  function followSettings(settings: SettingsService): void {
    const show = ({ shortcuts, zoom, theme }: Settings): void => {
      look = { theme, zoom };
      menu.show(shortcuts);
      setAppearance(look);
    };
    settings.onChange(show);
    show(settings.read());
  }

  async function hostServices(): Promise<Host> {
    const { startHost } = await import('./host.ts');
    return startHost({
      userData,
      history,
      onSettings: followSettings,
      clock,
      log,
      keychain: createKeytarKeychain({
        load: async () => (await import('keytar')).default,
        service: 'Streamscope',
        name: keychainName(process.platform),
        timeoutMs: keychainTimeoutMs,
        after: clock.after,
      }),
      sandboxWorker: built('./sandbox-worker.js'),
      workers,
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
}

function windowFailed(thrown: unknown): void {
  log.write('error', 'app', 'A window could not be opened or closed in order', thrown);
}

function fail(thrown: unknown): void {
  log.write('error', 'app', 'Streamscope could not start', thrown);
  process.stderr.write(
    `Streamscope could not start: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`,
  );
  void fileSink.settled().then(() => {
    app.exit(1);
  });
}

function platformOf(platform: NodeJS.Platform): 'darwin' | 'win32' | 'linux' {
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
