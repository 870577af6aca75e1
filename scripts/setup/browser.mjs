// The Chromium that the component tests run in.
import { existsSync } from 'node:fs';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * @param {NodeJS.ProcessEnv} [environment] STREAMSCOPE_CHROMIUM names another one
 * @returns {string | undefined} an executable
 */
export function findBrowser(environment = process.env) {
  const named = environment['STREAMSCOPE_CHROMIUM'];
  return [...(named ? [named] : []), ...usualPlaces].find((path) => existsSync(path));
}
