// One line for each step: rewritten in place in a terminal, repeated now and then where the output is a file.

/** Where lines cannot be rewritten, a running step says how far it is at most this often, in milliseconds. */
const repeatInterval = 10_000;
const nameWidth = 16;

/**
 * @typedef {object} Step
 * @property {(text: string) => void} update how far the step is
 * @property {(text: string) => void} done the step's result
 */

/**
 * @typedef {object} Progress
 * @property {(name: string) => Step} step
 */

/**
 * @param {object} [options]
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [options.stream]
 * @param {() => number} [options.now] milliseconds
 * @returns {Progress}
 */
export function createProgress({ stream = process.stdout, now = Date.now } = {}) {
  return {
    step(name) {
      const started = now();
      let said = -Infinity;
      const line = (/** @type {string} */ text) => `${name.padEnd(nameWidth)} ${text}`;
      return {
        update(text) {
          if (stream.isTTY) {
            stream.write(`\r\x1b[2K${line(text).slice(0, (stream.columns ?? 80) - 1)}`);
          } else if (now() - said >= repeatInterval) {
            said = now();
            stream.write(`${line(text)}\n`);
          }
        },
        done(text) {
          const seconds = Math.round((now() - started) / 1_000);
          const spent = seconds >= 1 ? ` (${seconds} s)` : '';
          stream.write(`${stream.isTTY ? '\r\x1b[2K' : ''}${line(text)}${spent}\n`);
        },
      };
    },
  };
}

/**
 * Calls back with the seconds spent, each second, until stopped: the figure of work that tells no other.
 * @param {(seconds: number) => void} tell
 * @returns {() => void} stops it
 */
export function everySecond(tell) {
  const started = Date.now();
  tell(0);
  const timer = setInterval(() => tell(Math.round((Date.now() - started) / 1_000)), 1_000);
  return () => clearInterval(timer);
}
