import { describe, expect, it } from 'vitest';
import { createWorkerLink } from '../../../src/main/store/worker-link.ts';
import type { ReaderMethods } from '../../../src/main/store/worker-protocol.ts';

const setUp = () => {
  const told: string[] = [];
  const link = createWorkerLink<ReaderMethods>({
    name: 'failing',
    url: new URL('./failing-worker.ts', import.meta.url),
    start: { folder: '' },
    onNotice: () => undefined,
    onUnavailable: () => undefined,
    onSlowCall: (method, tookMs) => told.push(`${method} took ${tookMs}`),
    onCrash: (error, willRestart) => told.push(`${error.message}, ${willRestart ? 'restarted' : 'given up'}`),
  });
  return { link, told };
};

describe('the link to a store thread', () => {
  it('rejects what was in flight when the thread dies, starts it once more, and then says that it is gone', async () => {
    const { link, told } = setUp();
    await link.started;
    const crashing = link.call('stream', { streamId: 1 });
    const behind = link.call('listStreams', {});
    await expect(crashing).rejects.toMatchObject({ code: 'STORE_FAILED', detail: 'out of memory' });
    await expect(behind).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await link.call('listStreams', {})).toEqual([]);
    await expect(link.call('stream', { streamId: 1 })).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(link.call('listStreams', {})).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(told).toEqual(['out of memory, restarted', 'out of memory, given up']);
    await link.close(100);
  });

  it('reports slow calls by name and refuses calls after it was closed', async () => {
    const { link, told } = setUp();
    await link.started;
    await link.call('rows', { view: { kind: 'stream', streamId: 1 }, from: 0, count: 1 });
    expect(told).toEqual(['rows took 1000']);
    await link.close(1000);
    await expect(link.call('listStreams', {})).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });
});
