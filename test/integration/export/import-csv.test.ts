import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { TransferState } from '../../../src/shared/contract/schemas/transfer.ts';
import { importFile } from '../services/harness.ts';
import { messageIdText } from '../store/frames.ts';
import { mainForAll, transferEnd } from './transfers.ts';

vi.setConfig({ testTimeout: 60_000 });

const { main, folder } = mainForAll();
let files = 0;
afterEach(() => {
  files += 1;
});

async function imported(content: string | Buffer, name = `file-${files}.csv`): Promise<TransferState> {
  const path = join(folder(), name);
  await writeFile(path, content);
  const { transferId } = await importFile(main(), path);
  return transferEnd(main(), transferId);
}

async function messages(streamId = 0) {
  const { rows } = await main().call('history.rows', {
    view: { kind: 'stream', streamId },
    from: 0,
    count: 100,
  });
  return Promise.all(rows.map(({ rowId }) => main().call('history.message', { rowId })));
}

describe('a CSV that somebody else wrote', () => {
  it('gives payload, key and properties by the names of its columns, in any order and case', async () => {
    const end = await imported(
      'Key,Payload,properties\n7,"{""total"": 1.50}","{""region"":""eu""}"\n,plain,\n"",,\n',
    );
    expect(end).toMatchObject({ phase: 'done', format: 'csv', written: 3, leftOut: 0 });
    const [first, second, third] = await messages(end.streamId);
    expect(first).toMatchObject({ key: '7', properties: [['region', 'eu']] });
    expect(Buffer.from(first?.payload ?? []).toString()).toBe('{"total": 1.50}');
    expect(second).toMatchObject({ key: null, properties: [] });
    expect(third).toMatchObject({ key: '', size: 0 });
  });

  it('keeps a cell that begins like a formula as it is: only our own export guards them', async () => {
    const end = await imported("payload\n'=1+1\n");
    const [only] = await messages(end.streamId);
    expect(Buffer.from(only?.payload ?? []).toString()).toBe("'=1+1");
  });

  it('goes into the stream its column names, or into one named after the file', async () => {
    const named = await imported('stream,payload\npersistent://t/ns/clicks,1\n');
    const unnamed = await imported('payload\n1\n', 'clicks of may.csv');
    const streams = await main().call('history.streams', undefined);
    const titleOf = (id?: number) => streams.find(({ streamId }) => streamId === id)?.title;
    expect(titleOf(named.streamId)).toBe('clicks');
    expect(titleOf(unnamed.streamId)).toBe('clicks of may');
  });

  it('is not added twice when it is imported again, and rows added at its end are new', async () => {
    const rows = 'payload\nsame\nsame\n';
    expect(await imported(rows, 'grows.csv')).toMatchObject({ written: 2, skipped: 0 });
    expect(await imported(`${rows}more\n`, 'grows.csv')).toMatchObject({ written: 1, skipped: 2 });
  });

  it('tells which columns were not taken over', async () => {
    const end = await imported('payload,colour,weight\nx,red,3\n');
    expect(end.detail).toBe('Columns not taken over: colour, weight.');
  });

  it('is refused in words when its first line names no payload, and nothing is imported', async () => {
    const end = await imported('key,value\n1,2\n');
    expect(end).toMatchObject({ phase: 'failed', written: 0, error: { code: 'FILE_FAILED' } });
    expect(end.error?.message).toMatch(/line 1 names no column “payload”.*Nothing was imported/);
  });

  it('leaves out rows that are no messages, and says which, why and what to do', async () => {
    const id = messageIdText(7, 1);
    const end = await imported(
      [
        'message_id,payload_encoding,payload,properties',
        `${id},text,good,`,
        'no id,text,x,',
        ',base64,!!!,',
        ',text,x',
        ',text,x,"{""a"":1}"',
        ',hex,ff,',
        ',text,also good,',
      ].join('\n'),
    );
    expect(end).toMatchObject({ phase: 'done', written: 2, leftOut: 5 });
    expect(end.detail).toBe(
      'Left out: line 3 (its message_id is none), line 4 (its payload is no base64), ' +
        'line 5 (it has 3 cells where the first line names 4 columns) and 2 more. ' +
        'Every other message is in history. ' +
        'Mend the file and import it again: what is there already is not added twice.',
    );
  });

  it('is told from JSONL by its content, whatever its file is called', async () => {
    expect(await imported('payload\nx\n', 'odd.jsonl')).toMatchObject({ phase: 'done', written: 1 });
    const line = JSON.stringify({ v: 1, stream: 's', messageId: messageIdText(7, 1), payload: 'x' });
    expect(await imported(`${line}\n{"v":1}\nx\n`, 'odd.csv')).toMatchObject({
      phase: 'done',
      written: 1,
      leftOut: 2,
      detail: expect.stringMatching(/line 2 \(its stream is missing.*line 3 \(it is no JSON\)/),
    });
  });

  it('is read with progress, and what came before a cancel stays', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at},payload ${at}`).join('\n');
    const path = join(folder(), 'long.csv');
    await writeFile(path, `key,payload\n${rows}\n`);
    const { transferId } = await importFile(main(), path);
    const half = await main().pushed(
      'transfer.changed',
      (state) => state.transferId === transferId && state.written > 0 && state.done > 0,
    );
    expect(half.done).toBeLessThan(half.total);
    await main().call('transfer.cancel', { transferId });
    const end = await transferEnd(main(), transferId);
    expect(end.phase).toBe('cancelled');
    const streams = await main().call('history.streams', undefined);
    const stream = streams.find(({ streamId }) => streamId === end.streamId);
    expect(stream?.count).toBe(end.written);
    expect(end.written).toBeLessThan(200_000);
  });
});
