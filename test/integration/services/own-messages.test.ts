import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder, removeFolder, startMain } from './harness.ts';
import type { Main } from './harness.ts';
import type { ProducerOptions } from '../../../src/shared/contract/schemas/publish.ts';

let folder: string;
let main: Main;
let fullName: string;

beforeEach(async () => {
  folder = await makeFolder();
  main = await startMain(folder);
  await main.call('sandbox.start', undefined);
  const { streams } = await main.call('streams.list', { connectionId: 'sandbox', fabric: '_system' });
  fullName = streams.find(({ name }) => name === 'orders')?.fullName ?? '';
});
afterEach(async () => {
  await main.stop();
  await removeFolder(folder);
});

describe('a message published from here', () => {
  it('comes back to an observer as published by us, whatever others send, and stays so over a restart', async () => {
    const plan = { mode: 'observe' as const, start: { at: 'latest' as const } };
    const { streamId } = await main.call('sessions.open', { connectionId: 'sandbox', fullName, plan });
    await main.pushed('sessions.changed', (states) => states.some(({ socket }) => socket.phase === 'open'));
    const ids: string[] = [];
    for (let number = 1; number <= 20; number += 1) {
      const receipt = await main.call('publish.send', {
        target: { connectionId: 'sandbox', fullName },
        message: { payload: Buffer.from(`{"ours":${number}}`), properties: [], key: `ours-${number}` },
      });
      ids.push(receipt.messageId);
    }
    const rows = async () => {
      const page = await main.call('history.rows', {
        view: { kind: 'stream', streamId },
        from: 0,
        count: 1000,
      });
      return page.rows;
    };
    const ours = async () => (await rows()).filter(({ key }) => key?.startsWith('ours-') === true);
    await vi.waitFor(
      async () => {
        expect((await ours()).map(({ state }) => state)).toEqual(ids.map(() => 'published'));
        // The sandbox's own traffic is in between.
        expect((await rows()).some(({ state }) => state === 'seen')).toBe(true);
      },
      { timeout: 15_000 },
    );
    expect((await ours()).map(({ messageId }) => messageId)).toEqual(ids);
    expect((await rows()).filter(({ state }) => state === 'published')).toHaveLength(ids.length);
    await main.stop();
    main = await startMain(folder);
    expect((await ours()).map(({ state }) => state)).toEqual(ids.map(() => 'published'));
  });
});

describe('a producer', () => {
  it('is the one that was asked for, and gives its name to the next when it is asked for otherwise', async () => {
    const send = (options: ProducerOptions) =>
      main.call('publish.send', {
        target: { connectionId: 'sandbox', fullName, options },
        message: { payload: Buffer.from('{}'), properties: [] },
      });
    const names = async (): Promise<readonly string[]> => {
      const [answer] = await main.call('streams.stats', { connectionId: 'sandbox', fullNames: [fullName] });
      return answer !== undefined && 'stats' in answer && answer.stats !== undefined
        ? answer.stats.publishers.map(({ name }) => name)
        : [];
    };
    await send({ producerName: 'till-7', compression: 'LZ4' });
    await vi.waitFor(async () => expect(await names()).toContain('till-7'), { timeout: 15_000 });
    // The service lets nobody else have that name while the first producer is there.
    const [first, second] = await Promise.all([
      send({ producerName: 'till-7', batching: { maxMessages: 2 } }),
      send({ producerName: 'till-7', batching: { maxMessages: 2 } }),
    ]);
    expect(first.messageId).not.toBe(second.messageId);
    expect((await names()).filter((name) => name === 'till-7')).toHaveLength(1);
  });
});
