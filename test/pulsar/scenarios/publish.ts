import type { RawSocket } from '../wire/raw-socket.ts';
import { encoded, messageIdOf } from './payload.ts';

/** Publishes texts one after the other, each with its receipt awaited; returns the ids. */
export async function publishAll(
  producer: RawSocket,
  payloads: readonly string[],
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const payload of payloads) {
    ids.push(messageIdOf(await producer.ask({ payload: encoded(payload), ...fields })));
  }
  return ids;
}

/** Acknowledges each frame. */
export function acknowledge(socket: RawSocket, frames: readonly unknown[]): void {
  for (const frame of frames) socket.send({ messageId: messageIdOf(frame) });
}
