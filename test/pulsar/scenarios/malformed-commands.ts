import type { RawSocket, SocketEnd } from '../wire/raw-socket.ts';
import { endOutcome } from './outcome.ts';
import { brief, encoded } from './payload.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

const FRAMES: Readonly<Record<string, string | Uint8Array>> = {
  'no JSON': 'ack please',
  'empty text': '',
  'a JSON number': '7',
  'a JSON text': '"ack"',
  'a JSON list': '[]',
  'JSON null': 'null',
  'an empty object': '{}',
  'an ack without id': '{"type":"acknowledge"}',
  'an id that is null': '{"messageId":null}',
  'an id that is a number': '{"messageId":5}',
  'an empty id': '{"messageId":""}',
  'an id that is not base64': '{"messageId":"***"}',
  'base64 that is no id': `{"messageId":"${encoded('hello world')}"}`,
  'an id of another topic': '{"messageId":"CAMQADAA"}',
  'an id of three numbers': '{"messageId":"CAMQABgA"}',
  'a negative ack without id': '{"type":"negativeAcknowledge"}',
  'a negative ack of no base64': '{"type":"negativeAcknowledge","messageId":"***"}',
  'an unknown type without id': '{"type":"dance"}',
  'a type in other case': '{"type":"ISENDOFTOPIC"}',
  'a type that is null': '{"type":null,"messageId":"CAMQADAA"}',
  'a binary frame': Buffer.from('{"messageId":"***"}'),
};

/** Commands that a server cannot understand, how it ends the socket, and whether one left open goes on (protocol D6, D10). */
export const malformedCommands: Scenario = {
  name: 'malformed-commands',
  section: 'D6 D10',
  async run(context) {
    for (const kind of ['consumer', 'reader'] as const) {
      const outcomes = new Map<string, { socket: RawSocket; end: SocketEnd | 'open' }>();
      const topic = context.topic(kind);
      const producer = await context.producer(topic);
      await Promise.all(
        Object.entries(FRAMES).map(async ([step, frame], index) => {
          // A subscription of its own each, so that every socket gets the message that follows.
          const socket =
            kind === 'consumer'
              ? await context.consumer(topic, `audit-${index}`)
              : await context.reader(topic);
          socket.send(frame);
          outcomes.set(step, { socket, end: await socket.end(1_000) });
        }),
      );
      await publishAll(producer, ['afterwards']);
      for (const step of Object.keys(FRAMES)) {
        const outcome = outcomes.get(step);
        if (outcome === undefined) continue;
        const { socket, end } = outcome;
        context.record(`${kind}: ${step}`, {
          end: endOutcome(end),
          frames: (end === 'open' ? await socket.take(1, 3_000) : []).map(brief),
        });
      }
    }
  },
};
