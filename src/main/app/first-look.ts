import { memberOf, readJsonNow } from '../settings/read-json-now.ts';

/** What a window is opened with. */
export interface Look {
  readonly theme: 'system' | 'light' | 'dark';
  readonly zoom: number;
}

/**
 * How the first window looks, before the settings' own reader is loaded: that one says what is wrong with the file;
 * here whatever does not fit is the default.
 */
export function readFirstLook(settingsFile: string): Look {
  const settings = memberOf(readJsonNow(settingsFile), 'settings');
  const theme = memberOf(settings, 'theme');
  const zoom = memberOf(settings, 'zoom');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    zoom: typeof zoom === 'number' && zoom >= 0.5 && zoom <= 3 ? zoom : 1,
  };
}
