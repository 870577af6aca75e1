import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TransferCounts } from '../../../src/main/export/transfer-protocol.ts';
import { startTransfer } from '../../../src/main/export/transfer-job.ts';
import type { Store } from '../../../src/main/store/store.ts';
import { exportFormats, type ExportFormat } from '../../../src/shared/contract/schemas/transfer.ts';
import { append, batchOf, frame, orders, storeBench, type StoreBench } from '../store/frames.ts';
import { canMount, ownDisk, skippedWords, type OwnDisk } from '../store/own-disk.ts';
import { allDetails, exportStart, exportTo, transferUrl } from './export-bench.ts';

const mebibyte = 1024 * 1024;
const rows = 900;

vi.setConfig({ testTimeout: 60_000 });

describe.skipIf(!canMount)(`an export onto a disk of its own${skippedWords}`, () => {
  let bench: StoreBench;
  let store: Store;
  let streamId: number;
  let disk: OwnDisk;

  beforeAll(async () => {
    bench = storeBench();
    store = await bench.open();
    streamId = await orders(store);
    const frames = Array.from({ length: rows }, (_, entry) =>
      frame({ entry, payload: `${entry} ${'0123456789abcdef'.repeat(500)}` }),
    );
    await append(store, batchOf(streamId, frames));
  });
  afterAll(() => bench.dispose());
  beforeEach(() => {
    disk = ownDisk(3 * mebibyte);
  });
  afterEach(() => disk.dispose());

  const target = (format: ExportFormat): string => join(disk.folder, `out.${format}`);
  const wish = (format: ExportFormat) => ({
    scope: { kind: 'stream', streamId } as const,
    format,
    path: target(format),
  });

  it.each(exportFormats)(
    'that fills up on the way fails in words as %s, leaves no half file, and the file before as it was',
    async (format) => {
      writeFileSync(target(format), 'the export of yesterday');
      const before = await allDetails(store, streamId);
      const told: TransferCounts[] = [];
      const { ended } = startTransfer({
        workerUrl: transferUrl,
        start: exportStart(bench.folder, wish(format)),
        onProgress: (counts) => told.push(counts),
      });
      await expect(ended).rejects.toMatchObject({
        code: 'FILE_FAILED',
        message: expect.stringMatching(/disk is full.*unfinished file was removed.*free some space/),
        detail: expect.stringMatching(/^(ENOSPC|SQLITE_FULL).*out\./),
      });
      // It had begun: this is no refusal beforehand.
      expect(told.length).toBeGreaterThan(0);
      expect(readdirSync(disk.folder)).toEqual([`out.${format}`]);
      expect(readFileSync(target(format), 'utf8')).toBe('the export of yesterday');

      expect(await allDetails(store, streamId)).toEqual(before);
      const { stored } = await append(
        store,
        batchOf(streamId, [frame({ entry: 10_000 + exportFormats.indexOf(format), payload: '' })]),
      );
      expect(stored).toBe(1);
    },
  );

  it.each(exportFormats)('that cannot be written fails in words as %s', async (format) => {
    disk.makeReadOnly();
    await expect(exportTo(bench.folder, wish(format))).rejects.toMatchObject({
      code: 'FILE_FAILED',
      message: expect.stringMatching(/folder cannot be written.*another/),
    });
    expect(readdirSync(disk.folder)).toEqual([]);
  });
});
