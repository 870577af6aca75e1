import { endOutcome } from './outcome.ts';
import { encoded, fieldOf } from './payload.ts';
import { replyOf } from './reply.ts';
import type { Scenario } from './scenario.ts';

const SENT: Readonly<Record<string, unknown>> = {
  'empty payload': { payload: '' },
  'payload without padding': { payload: 'YQ' },
  'payload with a line break in it': { payload: 'YW\nJj' },
  'properties null': { payload: encoded('x'), properties: null },
  'property values that are no text': { payload: encoded('x'), properties: { n: 1, f: 1.5, b: true } },
  'an empty key': { payload: encoded('x'), key: '' },
  'a key that is a number': { payload: encoded('x'), key: 7 },
  'a context that is a number': { payload: encoded('x'), context: 5 },
  'an empty context': { payload: encoded('x'), context: '' },
  'event time in UTC': { payload: encoded('x'), eventTime: '2024-05-01T10:00:00.500Z' },
  'event time with offset': { payload: encoded('x'), eventTime: '2024-05-01T10:00:00.5+02:00' },
  'event time with nanoseconds': { payload: encoded('x'), eventTime: '2024-05-01T10:00:00.123456789Z' },
  'event time without seconds': { payload: encoded('x'), eventTime: '2024-05-01T10:00Z' },
  'event time zero': { payload: encoded('x'), eventTime: '1970-01-01T00:00:00Z' },
  'declared fields that nobody uses': {
    payload: encoded('x'),
    sequenceId: 9,
    schemaVersion: 3,
    disableReplication: true,
  },
  'an unknown field': { payload: encoded('x'), shoeSize: 42, nested: { a: [1] } },
  'replication clusters': { payload: encoded('x'), replicationClusters: ['standalone'] },
  'a property that is null': { payload: encoded('x'), properties: { gone: null } },
};

/** What a producer may send, and how it comes out at a consumer. */
export const messageFields: Scenario = {
  name: 'message-fields',
  section: 'D4 D5',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'audit');
    let producer = await context.producer(topic);
    for (const [step, frame] of Object.entries(SENT)) {
      const reply = await producer.ask(frame, 3_000);
      const isAccepted = fieldOf(reply, 'result') === 'ok';
      const end = await producer.end(reply === undefined ? 2_000 : 0);
      context.record(step, {
        reply: replyOf(reply),
        received: isAccepted ? await consumer.next() : 'nothing',
        end: endOutcome(end),
      });
      if (end !== 'open') producer = await context.producer(topic);
    }
  },
};
