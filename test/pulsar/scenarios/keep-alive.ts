import { setTimeout as delay } from 'node:timers/promises';
import { IDLE_TIMEOUT_MS } from '../broker/configuration.ts';
import { endOutcome } from './outcome.ts';
import { publishAll } from './publish.ts';
import type { Scenario } from './scenario.ts';

/** An idle socket is closed; a ping keeps it (protocol D8). */
export const keepAlive: Scenario = {
  name: 'keep-alive',
  section: 'D8',
  async run(context) {
    const topic = context.topic();
    const consumer = await context.consumer(topic, 'idle');
    const reader = await context.reader(topic);
    const producer = await context.producer(topic);
    const pinging = await context.consumer(topic, 'pinging');
    const fed = await context.consumer(topic, 'fed', { receiverQueueSize: 1_000 });
    const feeder = await context.producer(topic);
    context.record('a ping brings', await pinging.ping('are you there'));
    const rounds = 5;
    for (let round = 0; round < rounds; round += 1) {
      await delay((IDLE_TIMEOUT_MS * 1.4) / rounds);
      await pinging.ping('still');
      if (round < 3) await publishAll(feeder, ['x']);
    }
    context.record('idle producer', endOutcome(await producer.end(0)));
    context.record('a socket that pings', endOutcome(await pinging.end(0)));
    const ends = { consumer, reader, fed };
    for (const [name, socket] of Object.entries(ends)) {
      context.record(`${name} that was sent messages`, endOutcome(await socket.end(0)));
    }
    await delay(IDLE_TIMEOUT_MS);
    for (const [name, socket] of Object.entries(ends)) {
      context.record(`${name} once the messages stopped`, endOutcome(await socket.end(0)));
    }
  },
};
