import { endOutcome } from './outcome.ts';
import { encoded, fieldOf } from './payload.ts';
import { replyOf } from './reply.ts';
import type { Scenario } from './scenario.ts';

const PAYLOAD = encoded('x');
const CONTEXT = 'c';

const BAD: Readonly<Record<string, unknown>> = {
  'no JSON': 'payload=abc',
  'half a frame': '{"payload":"YQ==","context":"c"',
  'empty text': '',
  'a JSON number': '7',
  'a JSON text': '"abc"',
  'a JSON list': '[]',
  'JSON null': 'null',
  'an empty object': '{}',
  'no payload': { context: CONTEXT },
  'payload null': { payload: null, context: CONTEXT },
  'payload number': { payload: 12, context: CONTEXT },
  'payload object': { payload: {}, context: CONTEXT },
  'payload that is not base64': { payload: '***', context: CONTEXT },
  'payload of the address-safe alphabet': { payload: '-_-_', context: CONTEXT },
  'payload of one letter': { payload: 'a', context: CONTEXT },
  'properties that are text': { payload: PAYLOAD, properties: 'a=b', context: CONTEXT },
  'properties that nest': { payload: PAYLOAD, properties: { a: { b: 'c' } }, context: CONTEXT },
  'event time that is no time': { payload: PAYLOAD, eventTime: 'yesterday', context: CONTEXT },
  'event time without offset': { payload: PAYLOAD, eventTime: '2024-05-01T10:00:00', context: CONTEXT },
  'event time as a number': { payload: PAYLOAD, eventTime: 1714557600000, context: CONTEXT },
  'event time empty': { payload: PAYLOAD, eventTime: '', context: CONTEXT },
  'deliverAt zero': { payload: PAYLOAD, deliverAt: 0, context: CONTEXT },
  'deliverAt negative': { payload: PAYLOAD, deliverAt: -5, context: CONTEXT },
  'deliverAt text': { payload: PAYLOAD, deliverAt: 'soon', context: CONTEXT },
  'deliverAfterMs zero': { payload: PAYLOAD, deliverAfterMs: 0, context: CONTEXT },
  'deliverAfterMs negative': { payload: PAYLOAD, deliverAfterMs: -5, context: CONTEXT },
  'unknown cluster': { payload: PAYLOAD, replicationClusters: ['nowhere'], context: CONTEXT },
  'unknown compression': {
    payload: PAYLOAD,
    compressionType: 'RAR',
    uncompressedMessageSize: 1,
    context: CONTEXT,
  },
};

/** A bad frame gets `send-error:n`; the socket goes on. Each has a socket of its own, so that a close harms no other. */
export const producerErrors: Scenario = {
  name: 'producer-errors',
  section: 'D4',
  async run(context) {
    const topic = context.topic();
    const outcomes = new Map<string, unknown>();
    await Promise.all(
      Object.entries(BAD).map(async ([step, frame]) => {
        const producer = await context.producer(topic);
        const reply = await producer.ask(frame, 3_000);
        const after = await producer.ask({ payload: PAYLOAD, context: 'after' }, 3_000);
        const end = await producer.end(50);
        outcomes.set(step, {
          reply: withoutId(replyOf(reply)),
          afterwards: fieldOf(after, 'result'),
          end: endOutcome(end),
        });
      }),
    );
    for (const step of Object.keys(BAD)) context.record(step, outcomes.get(step));
    const producer = await context.producer(topic);
    producer.send(Buffer.from('{"payload":"YQ=="}'));
    context.record('a binary frame is answered with', await producer.rest(800));
    context.record('and the socket is', await producer.end(50));
  },
};

/** The sockets run side by side, so their ids follow no order. */
function withoutId(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null) return reply;
  return Object.fromEntries(Object.entries(reply).filter(([key]) => key !== 'messageId'));
}
