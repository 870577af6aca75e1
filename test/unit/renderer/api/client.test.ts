import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../../src/renderer/api/client.ts';
import type { Reply, Transport } from '../../../../src/shared/contract/transport.ts';

/** A transport that answers every call the same way and lets the test tell news. */
function transportAnswering(reply: Reply | Error) {
  let listener: ((name: string, value: unknown) => void) | undefined;
  const asked: unknown[] = [];
  const transport: Transport = {
    call(name, input) {
      asked.push([name, input]);
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
    },
    listen(next) {
      listener = next;
      return () => {
        listener = undefined;
      };
    },
    pathOf: () => '',
  };
  return { transport, asked, tell: (name: string, value: unknown) => listener?.(name, value) };
}

describe('the client of the contract', () => {
  it('asks by name and gives back the answer', async () => {
    const { transport, asked } = transportAnswering({ ok: true, value: { closed: 2 } });
    await expect(createClient(transport).call('sessions.detachAll')).resolves.toEqual({ closed: 2 });
    expect(asked).toEqual([['sessions.detachAll', undefined]]);
  });

  it('throws what main reports, with code, words and detail', async () => {
    const error = { code: 'OFFLINE', message: 'There is no connection.', detail: 'ECONNRESET' } as const;
    const { transport } = transportAnswering({ ok: false, error });
    await expect(createClient(transport).call('profiles.list')).rejects.toMatchObject(error);
  });

  it('says that main is gone when the transport itself fails', async () => {
    const { transport } = transportAnswering(new Error('the port is closed'));
    await expect(createClient(transport).call('profiles.list')).rejects.toMatchObject({
      code: 'INTERNAL',
      detail: 'the port is closed',
    });
  });

  it('tells news to whoever listens to that kind, until they stop', () => {
    const { transport, tell } = transportAnswering({ ok: true, value: undefined });
    const client = createClient(transport);
    const heard = vi.fn();
    const stop = client.on('app.command', heard);
    tell('app.command', { command: 'tab.close' });
    tell('history.changed', []);
    stop();
    tell('app.command', { command: 'tab.close' });
    expect(heard.mock.calls).toEqual([[{ command: 'tab.close' }]]);
  });

  it('hears nothing any more once it is stopped', () => {
    const { transport, tell } = transportAnswering({ ok: true, value: undefined });
    const client = createClient(transport);
    const heard = vi.fn();
    client.on('app.command', heard);
    client.stop();
    tell('app.command', { command: 'tab.close' });
    expect(heard).not.toHaveBeenCalled();
  });
});
