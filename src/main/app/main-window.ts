import { BrowserWindow, nativeTheme } from 'electron';
import { firstWindow, type OpenWindows, type WindowPlace } from '../settings/open-windows.ts';
import type { Look } from './first-look.ts';
import { applicationOrigin } from './protocol.ts';
import { isReachable, placeBeside, placeOf } from './window-place.ts';

/** The theme is also the background before the first paint, so that a dark window does not flash white. */
export interface MainWindowOptions extends Look {
  readonly preload: string;
  readonly icon: string;
  readonly key: string;
  /** Where it stood before, if it did, and where it stands is kept. */
  readonly openWindows: OpenWindows;
  /** The page is in the window; what it asks for next are its scripts. */
  readonly onArrived: () => void;
  /** Of a tab that was moved out of another window: the page asks for it by this word. */
  readonly tabToken?: string | undefined;
}

const backgrounds = { dark: '#0d0f13', light: '#eceef2' };

/**
 * Opens a window: sandboxed, isolated, no Node. It shows itself once the page has painted. A further window's page is
 * told its key, under which it keeps what it has for itself.
 */
export async function openMainWindow(options: MainWindowOptions): Promise<BrowserWindow> {
  const { key, openWindows } = options;
  const place = placeFor(key, openWindows);
  openWindows.opened(key);
  nativeTheme.themeSource = options.theme;
  const window = new BrowserWindow({
    width: place?.width ?? 1440,
    height: place?.height ?? 900,
    ...(place === undefined ? {} : { x: place.x, y: place.y }),
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
      // Compiled scripts are kept from the first start on, not only for pages that are opened often.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  openWindows.keepPlace(key, { ...placeOf(window), maximised: place?.maximised ?? false });
  window.on('close', () => {
    openWindows.keepPlace(key, placeOf(window));
  });
  window.webContents.once('did-navigate', options.onArrived);
  window.webContents.on('did-finish-load', () => {
    window.webContents.setZoomFactor(options.zoom);
  });
  window.once('ready-to-show', () => {
    if (place?.maximised === true) window.maximize();
    window.show();
  });
  await window.loadURL(`${applicationOrigin}/index.html${queryOf(key, options.tabToken)}`);
  return window;
}

/** Where it stood, if that can still be reached; a new one stands beside the one in front. */
function placeFor(key: string, openWindows: OpenWindows): WindowPlace | undefined {
  const kept = openWindows.placeOf(key);
  if (kept !== undefined && isReachable(kept)) return kept;
  const beside = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  return beside === undefined ? undefined : placeBeside(beside);
}

function queryOf(key: string, tabToken: string | undefined): string {
  if (key === firstWindow) return '';
  const query = new URLSearchParams({ further: key, ...(tabToken === undefined ? {} : { tab: tabToken }) });
  return `?${query.toString()}`;
}

/** Zoom and theme of every window that is open. */
export function setAppearance({ zoom, theme }: Look): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (webContents.getZoomFactor() !== zoom) webContents.setZoomFactor(zoom);
}
