import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { latestVersion } from '../../../src/main/store/worker/migrations/migrate.ts';
import { captureFile } from '../../fixtures/captures/held-capture.ts';
import { heldPayloads } from '../../fixtures/history/held.ts';
import { makeFolder, removeFolder, startMain, type Main, openCapture } from './harness.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let main: Main;
let fullName: string;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
  const entry = await main.call('streams.create', {
    connectionId: 'sandbox',
    fabric: '_system',
    name: 'replayed',
    scope: 'local',
  });
  fullName = entry.fullName;
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

describe('messages of a capture', () => {
  it.each([10, latestVersion()])(
    'of schema %i are replayed to a stream of a live connection, byte for byte, and say what they are of',
    async (version) => {
      const path = join(folder, 'incident.streamscope');
      copyFileSync(captureFile(version), path);
      const { streams } = await openCapture(main, path);
      const captured = streams[0]?.streamId ?? 0;
      const plan = { mode: 'observe' as const, start: { at: 'earliest' as const } };
      const { streamId } = await main.call('sessions.open', { connectionId: 'sandbox', fullName, plan });

      const { replayId } = await main.call('replay.start', {
        streamId: captured,
        ranges: [
          { from: 1, to: 2 },
          { from: 4, to: heldPayloads.length },
        ],
        target: { connectionId: 'sandbox', fullName },
        timing: { kind: 'fastest' },
        markReplayed: true,
      });
      const end = await main.pushed(
        'replay.changed',
        (state) => state.replayId === replayId && state.phase !== 'running',
      );
      const sent = heldPayloads.filter((_, at) => at !== 2);
      expect(end).toMatchObject({ phase: 'done', total: 5, confirmed: 5, refused: 0, unknown: 0 });

      const received = async () => {
        const view = { kind: 'stream', streamId } as const;
        const { rows } = await main.call('history.rows', { view, from: 0, count: 10 });
        return Promise.all(rows.map(({ rowId }) => main.call('history.message', { rowId })));
      };
      await vi.waitFor(async () => expect(await received()).toHaveLength(sent.length), { timeout: 15_000 });
      const messages = await received();
      expect(messages.map(({ payload }) => Buffer.from(payload))).toEqual(sent);
      expect(messages.map(({ key }) => key)).toEqual(['key-0', 'key-1', 'key-3', 'key-4', 'key-5']);
      expect(messages[0]?.properties).toEqual(
        expect.arrayContaining([
          ['n', '0'],
          ['x-replay-of', '7:0'],
        ]),
      );
      // Nothing of it is in the capture: it is read-only.
      const view = { kind: 'stream', streamId: captured } as const;
      const kept = await main.call('history.rows', { view, from: 0, count: 10 });
      expect(kept.total).toBe(heldPayloads.length);
    },
  );

  it('that is closed are refused in words, and nothing is sent', async () => {
    const path = join(folder, 'incident.streamscope');
    copyFileSync(captureFile(latestVersion()), path);
    const { captureId, streams } = await openCapture(main, path);
    await main.call('captures.close', { captureId });
    await expect(
      main.call('replay.start', {
        streamId: streams[0]?.streamId ?? 0,
        ranges: [{ from: 1, to: 2 }],
        target: { connectionId: 'sandbox', fullName },
        timing: { kind: 'fastest' },
        markReplayed: true,
      }),
    ).rejects.toThrow(/capture is closed. Open it again/);
    expect(await main.call('replay.list', undefined)).toEqual([]);
  });
});
