// A desktop session for the window tests that touches nothing of the user's: own display, own D-Bus, own unlocked keyring.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** With an empty password the daemon would ask by a prompt that nobody sees, and every keychain call would hang. */
const keyringPassword = 'streamscope-tests';

/**
 * The daemon stays in the foreground, hence in the group that an interrupt ends. It is ready when it owns its name.
 * Arguments: the command and its own arguments. Environment: KEYRING_PASSWORD.
 */
const keyringScript = `
printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
unset KEYRING_PASSWORD
keyring=$!
owned() {
  dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
    org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null | grep -q 'boolean true'
}
tries=0
until owned; do
  tries=$((tries + 1))
  if [ $tries -gt 100 ]; then echo 'gnome-keyring-daemon did not come up within 10 s' >&2; kill $keyring; exit 1; fi
  sleep 0.1
done
code=0
"$@" || code=$?
kill $keyring 2>/dev/null
wait $keyring 2>/dev/null
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
    : ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1920x1200x24', ...bus];
  return {
    command: first,
    args: rest,
    environment: own,
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
