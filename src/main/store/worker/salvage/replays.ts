/**
 * Replays and their steps. A step that cannot be read may have been sent: it is in doubt, as after a crash, and never
 * sent again by itself. One whose message is lost cannot be sent any more, and says so.
 */
import { rowIdOf, streamIdOf } from '../../../../shared/domain/row-id.ts';
import { readPieces, type TableRow } from './pieces.ts';
import type { SalvageRun } from './run.ts';

/** Steps in doubt that are written for one replay; beyond it a number is damage, and the replay has failed. */
const mostDoubted = 100_000;
const doubtWords = 'This step could not be read in a damaged history';
const lostWords = 'Its message could not be read in a damaged history';

const updateCounts = `
  update replay_job set
    confirmed = (select count(*) from replay_item where job_id = @id and state = 'confirmed'),
    refused = (select count(*) from replay_item where job_id = @id and state = 'refused'),
    unknown = (select count(*) from replay_item where job_id = @id and state = 'unknown')
  where id = @id`;
const failJob = "update replay_job set state = 'failed' where id = ? and state in ('running', 'paused')";

export function salvageReplays(salvage: SalvageRun): void {
  const { damaged, insert, tables, tally } = salvage;
  if (!tables.has('replay_job')) return;
  const jobs = { table: 'replay_job', key: 'id', first: 1, last: Number.MAX_SAFE_INTEGER };
  for (const piece of readPieces(damaged, jobs)) {
    if (piece === 'gap') {
      tally.gap('replay_job');
      continue;
    }
    for (const job of piece.rows) {
      if (!insert('replay_job', job)) {
        tally.lost('replay_job');
        continue;
      }
      tally.saved('replay_job');
      if (tables.has('replay_item')) salvageSteps(salvage, Number(job['id']), Number(job['total']));
    }
  }
}

function salvageSteps(salvage: SalvageRun, jobId: number, total: number): void {
  const { damaged, fresh, insert, tally } = salvage;
  const steps = {
    table: 'replay_item',
    key: 'position',
    first: 0,
    last: Number.MAX_SAFE_INTEGER,
    within: { column: 'job_id', value: jobId },
  };
  let next = 0;
  let doubted = 0;
  /** Positions have no holes. */
  const doubtUntil = (position: number): void => {
    const missing = position - next;
    tally.lost('replay_item', Math.max(0, missing));
    for (; next < position && doubted < mostDoubted; next += 1, doubted += 1) {
      const step = { state: 'unknown', message_id: null, error_text: doubtWords, row_id: rowIdOf(1, 0) };
      insert('replay_item', { job_id: jobId, position: next, ...step });
    }
  };
  const take = (row: TableRow): void => {
    const position = Number(row['position']);
    doubtUntil(position);
    next = position + 1;
    if (insert('replay_item', withMessageOf(salvage, row))) tally.saved('replay_item');
    else tally.lost('replay_item');
  };
  for (const piece of readPieces(damaged, steps)) {
    if (piece !== 'gap') fresh.transaction(() => piece.rows.forEach(take)).immediate();
  }
  fresh
    .transaction(() => {
      doubtUntil(total);
      fresh.prepare(updateCounts).run({ id: jobId });
      if (next !== total) fresh.prepare(failJob).run(jobId);
    })
    .immediate();
}

/** No message is at place 0: a step whose message is lost points there, at its stream. */
function withMessageOf({ moves }: SalvageRun, row: TableRow): TableRow {
  const rowId = Number(row['row_id']);
  const newRowId = moves.newRowId(rowId);
  if (newRowId !== undefined) return { ...row, row_id: newRowId };
  const nowhere = { ...row, row_id: rowIdOf(Math.max(1, streamIdOf(rowId)), 0) };
  return row['state'] === 'pending' ? { ...nowhere, state: 'refused', error_text: lostWords } : nowhere;
}
