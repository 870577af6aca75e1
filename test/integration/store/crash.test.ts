import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeBench, type StoreBench } from './frames.ts';

/** `STREAMSCOPE_KILLS=200` for the long run. */
const kills = Number(process.env['STREAMSCOPE_KILLS'] ?? 6);
const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

describe('a history whose program was killed', () => {
  let bench: StoreBench;
  beforeEach(() => {
    bench = storeBench();
  });
  afterEach(() => bench.dispose());

  /** Runs the child until it has acked something and a random time more, then kills it; the last entry acked. */
  const runAndKill = async (first: number): Promise<number> => {
    const process_ = spawn(process.execPath, [child, bench.folder, String(first)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    process_.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await once(process_.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
    process_.kill('SIGKILL');
    await once(process_, 'close');
    return Number(/.*acked (\d+)\n/s.exec(output)?.[1] ?? first);
  };

  it(
    'opens sound, with everything that was acked there once',
    { timeout: 20_000 + kills * 3000 },
    async () => {
      let acked = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        acked = await runAndKill(acked);
        const db = new Database(join(bench.folder, 'history.db'));
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
        const entries = db.prepare<[], number>('select entry from message order by entry').pluck().all();
        expect(new Set(entries).size).toBe(entries.length);
        expect(entries.slice(0, acked)).toEqual(Array.from({ length: acked }, (_, at) => at));
        const stream = db.prepare<[], { next_seq: number; received: number; redelivered: number }>(
          'select next_seq, received, redelivered from stream',
        );
        expect(stream.get()).toMatchObject({ next_seq: entries.length + 1 });
        db.close();
      }
      expect(acked).toBeGreaterThan(0);
      const store = await bench.open();
      expect(store.notices()).toEqual([]);
    },
  );
});
