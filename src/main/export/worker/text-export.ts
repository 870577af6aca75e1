/** Messages as lines of text. Writing waits for the disk, so no more than one buffer is ever in memory. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { mebibyte } from '../../../shared/domain/units.ts';
import type { ReadableDb } from '../../store/worker/brands.ts';
import { streamReads } from '../../store/worker/queries/streams.ts';
import type { ExportStart } from '../transfer-protocol.ts';
import { csvHeader, csvLine } from './csv-line.ts';
import { jsonlLine } from './jsonl-line.ts';
import { createRowMasker } from './mask-rows.ts';
import { rowsInScope } from './message-runs.ts';
import { sourceRows } from './source-rows.ts';
import type { TransferMeter } from './transfer-meter.ts';

/** Characters gathered before they are written. */
const bufferCharacters = mebibyte;

export function exportText(db: ReadableDb, start: ExportStart, partPath: string, meter: TransferMeter): void {
  const { full_name: streamName } = streamReads(db).row(start.scope.streamId);
  const { total, slices } = rowsInScope(db, start.scope);
  const rowsOf = sourceRows(db);
  const masker = createRowMasker(start.masking);
  const lineOf = start.format === 'csv' ? csvLine : jsonlLine;
  const file = openSync(partPath, 'wx', 0o600);
  let waiting: string[] = start.format === 'csv' ? [csvHeader] : [];
  let length = 0;

  const write = (): void => {
    const bytes = Buffer.from(waiting.join(''));
    waiting = [];
    length = 0;
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    meter.add({ bytes: bytes.length });
  };

  try {
    meter.begin('messages', total);
    for (const { looked, runs } of slices()) {
      let written = 0;
      let expected = 0;
      for (const run of runs) {
        expected += run.last - run.first + 1;
        for (const row of rowsOf(run)) {
          const line = lineOf(masker.mask(row), streamName);
          waiting.push(line);
          length += line.length;
          written += 1;
          if (length >= bufferCharacters) write();
        }
      }
      meter.add({ done: looked, written, skipped: expected - written, ...masker.takeCounts() });
    }
    write();
  } finally {
    closeSync(file);
  }
}
