/** `npm run history:generate -- --rows 10000000 --out <folder> [--seed 1]`: a test history, the same for the same seed. */
import { parseArgs } from 'node:util';
import { makeHistory } from './make-history.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1 || values.out === undefined) {
  console.error('Usage: npm run history:generate -- --rows <number> --out <folder> [--seed <number>]');
  process.exit(2);
}

const started = performance.now();
const perSecond = (done: number, ms = performance.now() - started): string =>
  Math.round((done * 1000) / ms).toLocaleString('en');
let told = started;
const made = await makeHistory({
  rows,
  folder: values.out,
  seed: Number(values.seed),
  onProgress: (done) => {
    if (performance.now() - told < 1000) return;
    told = performance.now();
    console.log(`${done.toLocaleString('en')} rows, ${perSecond(done)} rows/s`);
  },
});
const seconds = (performance.now() - started) / 1000;
console.log(
  `${made.rows.toLocaleString('en')} rows in ${values.out}: ${seconds.toFixed(1)} s, ${perSecond(made.rows)} rows/s ` +
    `stored and indexed (made at ${perSecond(made.rows, made.madeMs)} rows/s while they were stored)`,
);
