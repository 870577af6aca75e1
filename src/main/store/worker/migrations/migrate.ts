/** Brings a history file to this version of the schema: one file a step, numbered by tens, `user_version` the place. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';
import { initial } from './0010-initial.ts';
import { search } from './0020-search.ts';
import { marks } from './0030-marks.ts';

export interface Migration {
  readonly version: number;
  readonly apply: (db: WritableDb) => void;
}

/** In ascending order. A released step is never changed: a new one follows it. */
export const migrations: readonly Migration[] = [
  { version: 10, apply: initial },
  { version: 20, apply: search },
  { version: 30, apply: marks },
];

export function latestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0;
}

export function schemaVersion(db: ReadableDb): number {
  const version: unknown = db.pragma('user_version', { simple: true });
  return typeof version === 'number' ? version : 0;
}

/** Refuses a file from a later Streamscope: reading it with old words could only harm it. */
export function refuseNewer(version: number, steps: readonly Migration[] = migrations): void {
  if (version <= latestVersion(steps)) return;
  throw new StreamscopeError(
    'STORE_NEWER_VERSION',
    'The history was written by a newer Streamscope. It is left untouched; update Streamscope to open it.',
    { detail: `file version ${version}, this program knows up to ${latestVersion(steps)}` },
  );
}

/** Applies what is missing, each step in its own transaction: a crash leaves the file between two steps. */
export function migrate(db: WritableDb, steps: readonly Migration[] = migrations): void {
  checkOrder(steps);
  const from = schemaVersion(db);
  refuseNewer(from, steps);
  for (const step of steps) {
    if (step.version <= from) continue;
    db.transaction(() => {
      step.apply(db);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
}

function checkOrder(steps: readonly Migration[]): void {
  steps.forEach((step, at) => {
    const before = steps[at - 1]?.version ?? 0;
    if (step.version <= before) {
      throw new StreamscopeError('INTERNAL', `Migration ${step.version} does not follow ${before}.`);
    }
  });
}
