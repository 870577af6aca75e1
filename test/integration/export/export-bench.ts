/** A store with messages of every odd kind, and transfers from and into it as the service starts them. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { importIntoHistory } from '../../../src/main/export/import-into-history.ts';
import { startTransfer, type TransferEnd } from '../../../src/main/export/transfer-job.ts';
import type { ExportStart } from '../../../src/main/export/transfer-protocol.ts';
import type { Store } from '../../../src/main/store/store.ts';
import type { MessageDetail } from '../../../src/shared/contract/schemas/history.ts';

export const transferUrl = new URL('../../../src/main/export/worker/transfer-entry.ts', import.meta.url);

export type ExportWish = Pick<ExportStart, 'scope' | 'format' | 'path'> &
  Partial<Pick<ExportStart, 'masking'>>;

export function exportStart(folder: string, wish: ExportWish): ExportStart {
  return {
    kind: 'export',
    source: { kind: 'history', folder },
    masking: null,
    manifest: {
      captureId: randomUUID(),
      producer: 'Streamscope 0.0.0',
      createdAt: 1_777_000_000_000,
      source: 'staging',
      scope: 'all stored messages',
      note: '',
    },
    ...wish,
  };
}

export function exportTo(folder: string, wish: ExportWish): Promise<TransferEnd> {
  return startTransfer({
    workerUrl: transferUrl,
    start: exportStart(folder, wish),
    onProgress: () => undefined,
  }).ended;
}

export interface Imported {
  readonly streamId: number;
  readonly stored: number;
  readonly known: number;
}

export async function importFrom(store: Store, folder: string, path: string): Promise<Imported> {
  const target = importIntoHistory(store, `import:${path}`, 'import', () => undefined);
  let stored = 0;
  let known = 0;
  const job = startTransfer({
    workerUrl: transferUrl,
    start: { kind: 'import', path, copyPath: join(folder, 'copy.db') },
    onProgress: () => undefined,
    onBatch: async (batch) => {
      const result = await target.add(batch);
      stored += result.stored;
      known += result.known;
    },
  });
  await job.ended;
  return { streamId: target.streamId() ?? 0, stored, known };
}

/** What must be the same wherever the message lies: everything but where it lies and what became of it since. */
export function essence(detail: MessageDetail) {
  const { rowId: _row, streamId: _stream, seq: _seq, payload, ...rest } = detail;
  return { ...rest, payload: Buffer.from(payload).toString('base64') };
}

export async function allDetails(store: Store, streamId: number): Promise<MessageDetail[]> {
  const { rows } = await store.rows({ view: { kind: 'stream', streamId }, from: 0, count: 1_000 });
  return Promise.all(rows.map(({ rowId }) => store.message(rowId)));
}
