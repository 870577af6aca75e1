import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/main/sandbox/sandbox.ts';
import { createWire, type Wire } from './wire.ts';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.stop();
  sandbox = undefined;
});

async function start(idleTimeoutMs?: number): Promise<{ server: Sandbox; wire: Wire; stream: string }> {
  sandbox = await startSandbox({
    traffic: 'none',
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
  });
  const wire = createWire(sandbox);
  return { server: sandbox, wire, stream: await wire.createStream() };
}

describe('keep-alive and limits, with a bare client (protocol D8)', () => {
  it.each(['consumer', 'reader', 'producer'])(
    'an idle %s is closed with 1001, and one that pings is not',
    async (kind) => {
      const { wire, stream } = await start(300);
      const path = (name: string): string => (kind === 'consumer' ? `${stream}/${name}` : stream);
      const idle = await wire.open(kind, path('idle'));
      const alive = await wire.open(kind, path('alive'));
      let isOver = false;
      const ended = idle.closed().then((close) => {
        isOver = true;
        return close;
      });
      while (!isOver) await alive.waiting();
      expect(await ended).toEqual({ code: 1001, reason: 'Idle Timeout' });
      expect(await alive.waiting()).toBe(0);
      await alive.close();
    },
  );

  it('a text of 1,048,576 bytes is taken, and one byte more ends the socket with 1009', async () => {
    const { wire, stream } = await start();
    const producer = await wire.open('producer', stream);
    const limit = 1_048_576;
    const filler = (bytes: number): string => {
      const empty = JSON.stringify({ payload: '', context: '' });
      return JSON.stringify({ payload: '', context: 'x'.repeat(bytes - empty.length) });
    };
    expect(await producer.ask(filler(limit))).toMatchObject({ result: 'ok' });
    producer.send(filler(limit + 1));
    expect((await producer.closed()).code).toBe(1009);
  });
});

describe('closing by the server, with a bare client (protocol D10)', () => {
  it.each([
    ['an ack without an id', '{}'],
    ['an ack whose id is no base64', '{"messageId":"***"}'],
  ])('%s ends a consumer with 1011 and a reason', async (_what, text) => {
    const { wire, stream } = await start();
    const consumer = await wire.open('consumer', `${stream}/s`);
    consumer.send(text);
    const { code, reason } = await consumer.closed();
    expect(code).toBe(1011);
    expect(reason).not.toBe('');
  });

  it('a text that is not JSON costs a producer one answer without a context, and not its socket', async () => {
    const { wire, stream } = await start();
    const producer = await wire.open('producer', stream);
    const reply = await producer.ask('{nope');
    expect(reply).toMatchObject({ result: 'send-error:3' });
    expect(reply).not.toHaveProperty('context');
    expect(await producer.ask({ payload: '' })).toMatchObject({ result: 'ok' });
    await producer.close();
  });

  it('a restart ends sockets with its close code, and a cut connection with none', async () => {
    const { server, wire, stream } = await start();
    const closed = await wire.open('consumer', `${stream}/a`);
    const cut = await wire.open('reader', stream);
    server.control({ do: 'close-sockets', code: 1012, reason: 'restart', kind: 'consumer' });
    server.control({ do: 'drop-sockets', kind: 'reader' });
    expect(await closed.closed()).toEqual({ code: 1012, reason: 'restart' });
    expect((await cut.closed()).code).toBe(1006);
  });

  it('a stream that is deleted by force leaves its sockets open: consumers silent, producers with send-error:8', async () => {
    const { server, wire, stream } = await start();
    const consumer = await wire.open('consumer', `${stream}/s`);
    const producer = await wire.open('producer', stream);
    const response = await fetch(`${server.url}/_fabric/_system/_api/streams/${stream}?force=true`, {
      method: 'DELETE',
      headers: { authorization: `apikey ${server.apiKey}` },
    });
    expect(response.status).toBe(202);
    expect(await producer.ask({ payload: '', context: 'late' })).toMatchObject({
      result: 'send-error:8',
      context: 'late',
    });
    expect(await consumer.waiting()).toBe(0);
    await consumer.close();
    await producer.close();
  });
});
