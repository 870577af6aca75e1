import { join } from 'node:path';
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

/**
 * Whether the first screen shows something of the history, as it does once there is a connection or a tab. Whatever
 * does not fit is none: then the history is opened a little later, with the first question.
 */
export function showsHistory(userData: string): boolean {
  const workspace = memberOf(memberOf(readJsonNow(join(userData, 'settings.json')), 'settings'), 'workspace');
  const profiles = memberOf(readJsonNow(join(userData, 'connections.json')), 'profiles');
  return [memberOf(workspace, 'tabs'), profiles].some((list) => Array.isArray(list) && list.length > 0);
}
