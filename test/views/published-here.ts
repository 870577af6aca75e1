import type { Page } from '@playwright/test';
import { call } from '../e2e/call.ts';
import type { StreamEntry } from '../../src/shared/contract/schemas/stream.ts';
import type { Reply, Transport } from '../../src/shared/contract/transport.ts';

export interface TextMessage {
  readonly key?: string;
  /** Empty for a message without a payload. */
  readonly text: string;
  readonly properties?: readonly (readonly [string, string])[];
}

/** A stream of the connection that is open, with these messages in it: published over its socket, as any other. */
export async function publishTo(page: Page, name: string, messages: readonly TextMessage[]): Promise<void> {
  const [connection] = await call(page, 'connections.list', undefined);
  if (connection === undefined) throw new Error('There is no connection to publish over');
  const { connectionId, fabric } = connection;
  const stream: StreamEntry = await call(page, 'streams.create', {
    connectionId,
    fabric,
    name,
    scope: 'local',
  });
  for (const message of messages) {
    const reply = await page.evaluate(
      ([target, { key, text, properties }]): Promise<Reply> => {
        const bridge = (globalThis as unknown as { streamscope: Transport }).streamscope;
        // Bytes are made here: what is handed to a page goes through JSON.
        const payload = new TextEncoder().encode(text);
        const outgoing = { payload, properties: properties ?? [], ...(key === undefined ? {} : { key }) };
        return bridge.call('publish.send', { target, message: outgoing });
      },
      [{ connectionId, fullName: stream.fullName }, message] as const,
    );
    if (!reply.ok) throw new Error(`publish.send: ${reply.error.message}`);
  }
}
