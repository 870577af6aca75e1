import { BrowserWindow, nativeTheme } from 'electron';
import type { JsonFile } from '../settings/json-file.ts';
import { applicationOrigin } from './protocol.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly stateFile: JsonFile;
  /** The background before the first paint, so that a dark window does not flash white. */
  readonly theme: 'system' | 'light' | 'dark';
}

const backgrounds = { dark: '#0d0f13', light: '#eceef2' };

/** Opens the window: sandboxed, isolated, no Node. It shows itself once the page has painted. */
export async function openMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const state = await readWindowState(options.stateFile);
  nativeTheme.themeSource = options.theme;
  const window = new BrowserWindow({
    width: state?.width ?? 1440,
    height: state?.height ?? 900,
    ...(state === undefined ? {} : { x: state.x, y: state.y }),
    minWidth: 800,
    minHeight: 520,
    show: false,
    title: 'Streamscope',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  keepWindowState(window, options.stateFile);
  window.once('ready-to-show', () => {
    if (state?.maximised === true) window.maximize();
    window.show();
  });
  await window.loadURL(`${applicationOrigin}/index.html`);
  return window;
}
