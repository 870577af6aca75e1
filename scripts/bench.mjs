// npm run bench: those of the real window get a built app and a desktop session of their own, the others run as they are.
import { runInSession } from './process/run-in-session.mjs';
import { spawn } from 'node:child_process';

/** Benchmarks that open the app. */
const ofTheWindow = ['memory', 'live', 'start', 'idle', 'inspect', 'painted'];

const args = process.argv.slice(2);
const names = args.filter((argument) => !argument.startsWith('--'));
const runner = 'test/bench/run.ts';
if (names.length === 0 || names.some((name) => ofTheWindow.includes(name))) {
  process.exitCode = await runInSession([runner, ...args]);
} else {
  const child = spawn(process.execPath, [runner, ...args], { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
