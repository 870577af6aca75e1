/**
 * Tables `replay_job` and `replay_item`. An item is written as `sent` before it leaves and settled after its
 * answer; what a crash leaves as `sent` becomes `unknown` and is never sent again by itself.
 */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import {
  replayItemStates,
  replayJobStates,
  type ReplayItem,
  type ReplayJob,
} from '../../../../shared/contract/schemas/history.ts';
import type { NewReplayJob, ReplayStep } from '../../store.ts';
import type { ReadableDb, WritableDb } from '../brands.ts';

interface JobRow {
  readonly id: number;
  readonly created_at: number;
  readonly state: string;
  readonly title: string;
  readonly plan: string;
  readonly total: number;
  readonly confirmed: number;
  readonly refused: number;
  readonly unknown: number;
}

interface ItemRow {
  readonly position: number;
  readonly row_id: number;
  readonly state: string;
  readonly message_id: string | null;
  readonly error_text: string | null;
}

const selectJobs = 'select * from replay_job order by id desc';
const selectJob = 'select * from replay_job where id = ?';
const selectItems = `
  select position, row_id, state, message_id, error_text from replay_item
  where job_id = ? and position >= ? order by position limit ?`;
const insertJob = `
  insert into replay_job (created_at, state, title, plan, total) values (?, 'running', ?, ?, ?) returning *`;
const insertItem = "insert into replay_item (job_id, position, row_id, state) values (?, ?, ?, 'pending')";
const selectItemState = 'select state from replay_item where job_id = ? and position = ?';
const updateItem = `
  update replay_item set state = ?, message_id = ?, error_text = ? where job_id = ? and position = ?`;
const addToJob = `
  update replay_job set confirmed = confirmed + ?, refused = refused + ?, unknown = unknown + ? where id = ?`;
const updateJobState = 'update replay_job set state = ? where id = ?';
const doubtUnanswered = `
  update replay_item set state = 'unknown', error_text = 'Streamscope ended before the answer came'
  where state = 'sent' and job_id = ?`;
const interruptJobs = "update replay_job set state = 'paused' where state = 'running'";

export function replayReads(db: ReadableDb) {
  const jobs = db.prepare<[], JobRow>(selectJobs);
  const job = db.prepare<[number], JobRow>(selectJob);
  const items = db.prepare<[number, number, number], ItemRow>(selectItems);
  return {
    jobs: (): ReplayJob[] => jobs.all().map(jobOf),
    job: (jobId: number): ReplayJob => {
      const row = job.get(jobId);
      if (row === undefined) throw new StreamscopeError('NOT_FOUND', 'This replay is not in the history.');
      return jobOf(row);
    },
    items: (jobId: number, from: number, count: number): ReplayItem[] =>
      items.all(jobId, from, count).map(itemOf),
  };
}

export function replayWrites(db: WritableDb, now: () => number) {
  const insert = db.prepare<[number, string, string, number], JobRow>(insertJob);
  const addItem = db.prepare(insertItem);
  const itemState = db.prepare<[number, number], string>(selectItemState).pluck();
  const update = db.prepare(updateItem);
  const count = db.prepare(addToJob);
  const setState = db.prepare(updateJobState);
  const doubt = db.prepare<[number]>(doubtUnanswered);
  const interrupt = db.prepare(interruptJobs);
  const { job, jobs } = replayReads(db);

  const create = db.transaction((wish: NewReplayJob): ReplayJob => {
    const row = insert.get(now(), wish.title, wish.plan, wish.rowIds.length);
    if (row === undefined) throw new StreamscopeError('STORE_FAILED', 'The replay could not be noted.');
    wish.rowIds.forEach((rowId, position) => addItem.run(row.id, position, rowId));
    return jobOf(row);
  });

  const record = db.transaction((jobId: number, steps: readonly ReplayStep[]): ReplayJob => {
    for (const step of steps) {
      const before = itemState.get(jobId, step.position);
      // A receipt is final: nothing that comes late may make a confirmed item look unsent.
      if (before === 'confirmed') continue;
      update.run(step.state, step.messageId, step.errorText, jobId, step.position);
      const change = (state: string): number => Number(step.state === state) - Number(before === state);
      count.run(change('confirmed'), change('refused'), change('unknown'), jobId);
    }
    return job(jobId);
  });

  const interruptAll = db.transaction((): void => {
    for (const { jobId, state } of jobs()) {
      if (state !== 'running' && state !== 'paused') continue;
      const doubted = doubt.run(jobId).changes;
      count.run(0, 0, doubted, jobId);
    }
    interrupt.run();
  });

  return {
    create: (wish: NewReplayJob): ReplayJob => create.immediate(wish),
    record: (jobId: number, steps: readonly ReplayStep[]): ReplayJob => record.immediate(jobId, steps),
    setState: (jobId: number, state: ReplayJob['state']): ReplayJob => {
      setState.run(state, jobId);
      return job(jobId);
    },
    /** At start: what ran when the program ended is paused, and what had no answer is in doubt. */
    interruptAll: (): void => {
      interruptAll.immediate();
    },
  };
}

function jobOf(row: JobRow): ReplayJob {
  return {
    jobId: row.id,
    createdAt: row.created_at,
    state: replayJobStates.find((state) => state === row.state) ?? 'failed',
    title: row.title,
    plan: row.plan,
    total: row.total,
    confirmed: row.confirmed,
    refused: row.refused,
    unknown: row.unknown,
  };
}

function itemOf(row: ItemRow): ReplayItem {
  return {
    position: row.position,
    rowId: row.row_id,
    state: replayItemStates.find((state) => state === row.state) ?? 'unknown',
    messageId: row.message_id,
    errorText: row.error_text,
  };
}
