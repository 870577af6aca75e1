import type { ReadableDb } from '../../store/worker/brands.ts';
import { openCapture } from '../../store/worker/capture-file.ts';
import { openReadable } from '../../store/worker/database.ts';
import type { SqliteModule } from '../../store/worker/native-addon.ts';
import type { ExportStart, MessageSource } from '../transfer-protocol.ts';
import { exportCapture } from './capture-export.ts';
import { createTargetFile } from './target-file.ts';
import { exportText } from './text-export.ts';
import { transferErrorOf } from './transfer-errors.ts';
import type { TransferMeter } from './transfer-meter.ts';

/** Writes the file whole, or leaves none behind and throws. */
export function runExport(sqlite: SqliteModule, start: ExportStart, meter: TransferMeter): void {
  const db = openSource(sqlite, start.source);
  try {
    const target = createTargetFile(start.path);
    try {
      if (start.format === 'capture') exportCapture(sqlite, db, start, target.partPath, meter);
      else exportText(db, start, target.partPath, meter);
      target.finish();
    } catch (thrown) {
      target.discard();
      throw thrown;
    }
  } catch (thrown) {
    throw transferErrorOf(thrown, start.path);
  } finally {
    db.close();
  }
}

export function openSource(sqlite: SqliteModule, source: MessageSource): ReadableDb {
  return source.kind === 'history' ? openReadable(sqlite, source.folder) : openCapture(sqlite, source);
}
