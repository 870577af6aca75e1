/** Messages as lines of text. */
import type { ReadableDb } from '../../store/worker/brands.ts';
import { streamReads } from '../../store/worker/queries/streams.ts';
import type { ExportStart } from '../transfer-protocol.ts';
import { csvHeader, csvWriter } from './csv-line.ts';
import { jsonlLine } from './jsonl-line.ts';
import { createLineWriter } from './line-writer.ts';
import { createRowMasker } from './mask-rows.ts';
import { rowsInScope } from './message-runs.ts';
import { sourceRows, type SourceRow } from './source-rows.ts';
import type { TransferMeter } from './transfer-meter.ts';

export function exportText(db: ReadableDb, start: ExportStart, partPath: string, meter: TransferMeter): void {
  const { full_name: streamName } = streamReads(db).row(start.scope.streamId);
  const { total, slices } = rowsInScope(db, start.scope);
  const rowsOf = sourceRows(db);
  const masker = createRowMasker(start.masking);
  const isCsv = start.format === 'csv';
  const lineOf = isCsv ? csvWriter(streamName) : (row: SourceRow): string => jsonlLine(row, streamName);
  const out = createLineWriter(partPath, (bytes) => meter.add({ bytes }));
  try {
    meter.begin('messages', total);
    if (isCsv) out.add(csvHeader);
    for (const { looked, runs } of slices()) {
      let written = 0;
      let expected = 0;
      for (const run of runs) {
        expected += run.last - run.first + 1;
        for (const row of rowsOf(run)) {
          out.add(lineOf(masker.mask(row)));
          written += 1;
        }
      }
      meter.add({ done: looked, written, skipped: expected - written, ...masker.takeCounts() });
    }
    out.flush();
  } finally {
    out.close();
  }
}
