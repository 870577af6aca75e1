/**
 * Runs in a thread of its own, so that a parser that never returns can be told from one that is still at work: the loop
 * writes down what it is about to do before it does it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fuzzOnce } from './campaign.ts';
import { allTargets } from './targets/all-targets.ts';

export interface LoopData {
  readonly seed: number;
  readonly seconds: number;
  /** Names of targets; empty for all. */
  readonly only: readonly string[];
  /** One run instead of many. */
  readonly run: number | undefined;
  /** Two numbers: the target at work and its run. */
  readonly place: Int32Array;
}

export type LoopReport =
  | {
      readonly kind: 'finding';
      readonly target: string;
      readonly run: number;
      readonly words: string;
      readonly base64: string;
    }
  | { readonly kind: 'done'; readonly runs: Readonly<Record<string, number>>; readonly keptBytes: number };

/** Between two looks at the clock. */
const runsInTurn = 50;
/** Enough to learn from; a parser that fails once fails often. */
const mostFindings = 20;

const { seed, seconds, only, run: wanted, place }: LoopData = workerData;
const targets = allTargets.filter(({ name }) => only.length === 0 || only.includes(name));
const runs = Object.fromEntries(targets.map(({ name }) => [name, 0]));

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
const heapBytes = (): number => {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed;
};

let findings = 0;
const failed = new Set<string>();
const report = (message: LoopReport): void => parentPort?.postMessage(message);

async function fuzzTurn(at: number): Promise<void> {
  const target = targets[at];
  if (target === undefined || failed.has(target.name)) return;
  for (let turn = 0; turn < (wanted === undefined ? runsInTurn : 1); turn += 1) {
    const run = wanted ?? runs[target.name] ?? 0;
    place[0] = at;
    place[1] = run;
    const finding = await fuzzOnce(target, seed, run);
    runs[target.name] = run + 1;
    if (finding === undefined) continue;
    findings += 1;
    failed.add(target.name);
    const { words, input } = finding;
    report({ kind: 'finding', target: target.name, run, words, base64: input.toString('base64') });
    return;
  }
}

// The first turn of each is warming up: compiled code and caches are no leak.
for (const at of targets.keys()) await fuzzTurn(at);
const before = heapBytes();
const endsAt = performance.now() + seconds * 1_000;
while (
  wanted === undefined &&
  performance.now() < endsAt &&
  findings < mostFindings &&
  failed.size < targets.length
) {
  for (const at of targets.keys()) await fuzzTurn(at);
}
report({ kind: 'done', runs, keptBytes: heapBytes() - before });
