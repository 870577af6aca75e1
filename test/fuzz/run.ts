/**
 * `npm run fuzz -- --seconds 60 [--seed 7] [--only message-frame] [--run 1234]`: every parser of bytes from the network under
 * mutated examples. A finding ends with exit code 1 and says how to make it again.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { inputOf } from './campaign.ts';
import type { LoopData, LoopReport } from './fuzz-loop.ts';
import { allTargets } from './targets/all-targets.ts';

/** Stuck on one input for so long: it hangs. */
const hangMs = 15_000;
/** The parsers' own heap; more is unbounded memory. */
const heapMegabytes = 512;
/** What may stay behind after all runs. */
const keptMegabytes = 32;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    run: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const seconds = Number(values.seconds);
const run = values.run === undefined ? undefined : Number(values.run);
const only = values.only;
const unknown = only.filter((name) => !allTargets.some((target) => target.name === name));
if (unknown.length > 0 || !Number.isSafeInteger(seed) || !(seconds > 0)) {
  console.error(
    'Usage: npm run fuzz -- --seconds <number> [--seed <number>] [--only <target>] [--run <number>]',
  );
  console.error(`Targets: ${allTargets.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
console.log(`seed ${seed}, ${seconds} s`);

const place = new Int32Array(new SharedArrayBuffer(8));
const data: LoopData = { seed, seconds, only, run, place };
const worker = new Worker(new URL('./fuzz-loop.ts', import.meta.url), {
  workerData: data,
  resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
});
const targets = allTargets.filter(({ name }) => only.length === 0 || only.includes(name));
const started = performance.now();

let last = '';
const watch = setInterval(() => {
  const now = place.join(':');
  if (now === last) stuck('it did not come back');
  last = now;
}, hangMs);

worker.on('message', (report: LoopReport) => {
  if (report.kind === 'finding') {
    tell(report.target, report.run, report.words, report.base64);
    return;
  }
  clearInterval(watch);
  const total = Object.values(report.runs).reduce((sum, count) => sum + count, 0);
  for (const [name, count] of Object.entries(report.runs))
    console.log(`${String(count).padStart(9)}  ${name}`);
  const kept = report.keptBytes / 2 ** 20;
  const perSecond = Math.round((total * 1_000) / (performance.now() - started));
  console.log(`${total} runs, ${perSecond}/s, seed ${seed}, ${kept.toFixed(1)} MiB kept`);
  if (kept > keptMegabytes) {
    console.error(`Memory grows: more than ${keptMegabytes} MiB stayed behind.`);
    process.exitCode = 1;
  }
  console.log(process.exitCode === 1 ? 'FINDINGS above' : 'no crash, no hang, memory bounded');
});
worker.on('error', (error) => stuck(`the thread ended: ${error.message}`));

function stuck(words: string): void {
  const target = targets[place[0] ?? 0];
  const at = place[1] ?? 0;
  if (target !== undefined) tell(target.name, at, words, inputOf(target, seed, at).toString('base64'));
  process.exit(1);
}

function tell(target: string, at: number, words: string, base64: string): void {
  process.exitCode = 1;
  const shown = base64.length > 400 ? `${base64.slice(0, 400)}... (${base64.length} characters)` : base64;
  console.error(`\n${target}: ${words}\n  input, base64: ${shown}`);
  console.error(`  again: npm run fuzz -- --seed ${seed} --only ${target} --run ${at}\n`);
}
