// A desktop session for the window tests that touches nothing of the user's: own display, own D-Bus, own unlocked keyring.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** With an empty password the daemon would ask by a prompt that nobody sees, and every keychain call would hang. */
const keyringPassword = 'streamscope-tests';

/**
 * Ends the keyring daemon with the command: dbus-run-session ends only the bus.
 * Arguments: the command and its own arguments. Environment: KEYRING_PASSWORD.
 */
const keyringScript = `
set -e
started=$(printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets --daemonize)
eval "$started"
unset KEYRING_PASSWORD
code=0
"$@" || code=$?
if [ -n "$GNOME_KEYRING_PID" ]; then kill "$GNOME_KEYRING_PID" 2>/dev/null || true; fi
exit $code
`;

/**
 * @typedef {object} Session
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} environment
 * @property {() => void} remove deletes the session's folder, after its last process has ended
 */

/**
 * Wraps a command into such a session; elsewhere than on Linux it is run as it is.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {NodeJS.Platform} [platform]
 * @returns {Session}
 */
export function inOwnSession(command, args, environment = process.env, platform = process.platform) {
  if (platform !== 'linux') {
    return { command, args: [...args], environment, remove: () => undefined };
  }
  const home = mkdtempSync(join(tmpdir(), 'streamscope-session-'));
  const folder = (/** @type {string} */ name) => {
    mkdirSync(join(home, name), { mode: 0o700 });
    return join(home, name);
  };
  const own = {
    ...environment,
    HOME: home,
    XDG_DATA_HOME: folder('data'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('run'),
    KEYRING_PASSWORD: keyringPassword,
  };
  const bus = ['dbus-run-session', '--', 'sh', '-c', keyringScript, 'sh', command, ...args];
  const hasDisplay = Boolean(environment['DISPLAY']);
  const [first = '', ...rest] = hasDisplay
    ? bus
    : ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1440x900x24', ...bus];
  return {
    command: first,
    args: rest,
    environment: own,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
