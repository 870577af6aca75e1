import { endOutcome } from './outcome.ts';
import { fieldOf } from './payload.ts';
import type { Scenario } from './scenario.ts';

const LIMIT_BYTES = 1_048_576;

/** A text frame holds at most 1 MiB of JSON, whatever it decodes to (protocol D8). */
export const frameLimit: Scenario = {
  name: 'frame-limit',
  section: 'D8',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'large', { subscriptionType: 'Shared' });
    for (const [step, bytes] of [
      ['at the limit', LIMIT_BYTES],
      ['one byte over', LIMIT_BYTES + 1],
      ['twice the limit', 2 * LIMIT_BYTES],
    ] as const) {
      const producer = await context.producer(topic);
      const reply = await producer.ask(frameOf(bytes, 'payload'), 5_000);
      context.record(`producer ${step}`, {
        result: fieldOf(reply, 'result') ?? 'none',
        end: endOutcome(await producer.end(reply === undefined ? 2_000 : 0)),
      });
    }
    const received = String(fieldOf(await consumer.next(), 'payload'));
    context.record('the large message arrives whole', received.length);
    for (const [step, bytes] of [
      ['at the limit', LIMIT_BYTES],
      ['one byte over', LIMIT_BYTES + 1],
    ] as const) {
      const other = await context.consumer(topic, 'large', { subscriptionType: 'Shared' });
      other.send(frameOf(bytes, 'padding'));
      const { code } = Object(await other.end(2_000));
      context.record(`consumer: a command ${step}`, code === 1009 ? 1009 : 'not 1009');
    }
    const reader = await context.reader(topic);
    reader.send(frameOf(LIMIT_BYTES + 1, 'padding'));
    context.record('reader: a command one byte over', endOutcome(await reader.end(2_000)));
  },
};

/** A frame of exactly so many bytes. */
function frameOf(bytes: number, field: string): string {
  const empty = JSON.stringify({ type: 'isEndOfTopic', [field]: '' });
  // Base64 may leave its padding out, but never ends with a single letter.
  const length = bytes - empty.length;
  return length % 4 === 1
    ? JSON.stringify({ type: 'isEndOfTopic', ' ': '', [field]: 'A'.repeat(length - 7) })
    : JSON.stringify({ type: 'isEndOfTopic', [field]: 'A'.repeat(length) });
}
