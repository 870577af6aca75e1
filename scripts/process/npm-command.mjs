// How npm is started on every system, also from inside an npm script.

/**
 * npm's own JavaScript run by the Node that runs npm: inside an npm script the `node` on the PATH is the one in
 * node_modules, which `npm ci` deletes.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args, environment = process.env) {
  const script = environment['npm_execpath'];
  if (script && /\.c?js$/.test(script)) {
    return { command: environment['npm_node_execpath'] ?? process.execPath, args: [script, ...args] };
  }
  // A .cmd file starts only through the command processor on Windows; no argument here comes from outside.
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm', ...args] };
  return { command: 'npm', args: [...args] };
}
