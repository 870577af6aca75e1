import { BrowserWindow, nativeTheme } from 'electron';
import type { JsonFile } from '../settings/json-file.ts';
import { applicationOrigin } from './protocol.ts';
import { keepWindowState, readWindowState } from './window-state.ts';
import type { WindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** Keeps the place of the first window; further ones open beside it, and their place is not kept. */
  readonly stateFile: JsonFile;
  readonly zoom: number;
  /** Of a tab that was moved out of another window: the page asks for it by this word. */
  readonly tabToken?: string | undefined;
  /** The background before the first paint, so that a dark window does not flash white. */
  readonly theme: 'system' | 'light' | 'dark';
}

const backgrounds = { dark: '#0d0f13', light: '#eceef2' };

/** px between a window and the next one over it. */
const cascade = 32;

/**
 * Opens a window: sandboxed, isolated, no Node. It shows itself once the page has painted. While another one is open it
 * is a further window: the page is told so and keeps no layout of its own.
 */
export async function openMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const beside = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const isFirst = beside === undefined;
  const state = isFirst ? await readWindowState(options.stateFile) : placeBeside(beside);
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
  if (isFirst) keepWindowState(window, options.stateFile);
  window.webContents.on('did-finish-load', () => {
    window.webContents.setZoomFactor(options.zoom);
  });
  window.once('ready-to-show', () => {
    if (state?.maximised === true) window.maximize();
    window.show();
  });
  await window.loadURL(`${applicationOrigin}/index.html${queryOf(isFirst, options.tabToken)}`);
  return window;
}

function queryOf(isFirst: boolean, tabToken: string | undefined): string {
  if (isFirst) return '';
  return tabToken === undefined ? '?further' : `?further&tab=${encodeURIComponent(tabToken)}`;
}

function placeBeside(window: BrowserWindow): WindowState {
  const { x, y, width, height } = window.getNormalBounds();
  return { x: x + cascade, y: y + cascade, width, height, maximised: false };
}

/** Zoom and theme of every window that is open. */
export function setAppearance({ zoom, theme }: Pick<MainWindowOptions, 'zoom' | 'theme'>): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (webContents.getZoomFactor() !== zoom) webContents.setZoomFactor(zoom);
}
