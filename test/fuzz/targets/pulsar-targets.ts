import assert from 'node:assert/strict';
import { z } from 'zod';
import { streamEntrySchema, streamStatsSchema } from '../../../src/shared/contract/schemas/stream.ts';
import { parseStreamName, type StreamName } from '../../../src/shared/domain/stream-name.ts';
import { readBatchEntry } from '../../../src/main/pulsar/batch-entry.ts';
import { readPosition, writePosition } from '../../../src/main/pulsar/position-json.ts';
import { createPulsarStreamAdmin } from '../../../src/main/pulsar/pulsar-stream-admin.ts';
import type { CursorAdmin, Position } from '../../../src/main/stream-admin/cursor-admin.ts';
import type { StreamAdmin } from '../../../src/main/stream-admin/stream-admin.ts';
import type { Random } from '../../bench/random.ts';
import { batchEntries, headerValues, positions, pulsarBodies } from '../corpora.ts';
import { mutate } from '../mutate.ts';
import { textsOf, type FuzzTarget } from '../fuzz-target.ts';
import { answerOf, refusedInWords } from './answer.ts';

const stream: StreamName = { domain: 'persistent', tenant: 'public', namespace: 'default', topic: 'orders' };
const target = { reach: 'subscription', stream, subscription: 's' } as const;
const side = { reach: 'namespace', fabric: 'public/default', scope: 'local' } as const;
const home = 'http://admin.example:8080';

type Call = (admin: StreamAdmin, cursors: CursorAdmin) => Promise<unknown>;

const calls: readonly [Call, ...Call[]] = [
  (admin) => admin.signIn(),
  async (admin) => z.array(z.string()).parse(await admin.listFabrics()),
  async (admin) => {
    for (const entry of await admin.listStreams('public/default')) {
      streamEntrySchema.parse(entry);
      assert.ok(parseStreamName(entry.fullName).ok);
    }
  },
  (admin) => admin.createStream('public/default', 'orders', 'local'),
  async (admin) => streamStatsSchema.parse(await admin.stats(stream)),
  (admin) => admin.offlineBacklog(stream),
  async (admin) => z.array(z.string()).parse(await admin.listSubscriptions(stream)),
  (admin) => admin.deleteStream({ reach: 'stream', stream }, { force: true }),
  (admin) => admin.clearBacklog(target),
  async (admin) =>
    z
      .number()
      .int()
      .parse(await admin.timeToLive(side)),
  (_admin, cursors) => cursors.internalStats(stream),
  async (_admin, cursors) => checkPosition(await cursors.lastMessageId(stream)),
  async (_admin, cursors) => checkPosition(await cursors.messageIdAt(stream, 5)),
  async (_admin, cursors) => checkPosition(await cursors.terminate({ reach: 'stream', stream })),
  async (_admin, cursors) => assert.ok((await cursors.partitions(stream)) >= 0),
  async (_admin, cursors) => peekTwo(cursors),
  async (_admin, cursors) => peekTwo(cursors),
  async (_admin, cursors) => peekTwo(cursors),
];

/** Answers of Pulsar's admin API (protocol E) and what is inside of them. */
export const pulsarTargets: readonly FuzzTarget[] = [
  {
    name: 'pulsar-answers',
    corpus: [...textsOf(pulsarBodies), ...batchEntries],
    run: async (input, random) => {
      const credentialsAt = new Set<string>();
      const admin = createPulsarStreamAdmin({
        endpoint: { adminBase: home, webSocketBase: 'ws://sockets.example' },
        tenant: 'public',
        namespace: 'default',
        credentials: { method: 'jwt' },
        readSecret: () => Promise.resolve('secret'),
        transport: {
          send: ({ url, headers }) => {
            if (headers?.['authorization'] !== undefined) credentialsAt.add(new URL(url).origin);
            return Promise.resolve(answerOf(input, random, headersFor(random)));
          },
          stop: () => undefined,
        },
      });
      const { cursors } = admin;
      assert.ok(cursors !== undefined);
      await refusedInWords(random.pick(calls)(admin, cursors));
      for (const origin of credentialsAt) assert.equal(origin, home);
    },
  },
  {
    name: 'batch-entry',
    corpus: [...batchEntries],
    run: (input, random) => {
      const count = random.below(20) === 0 ? 1_000_000 : random.below(5);
      const messages = readBatchEntry(input, count);
      if (messages === undefined) return;
      assert.equal(messages.length, count);
      const bytes = messages.reduce((sum, { payload }) => sum + payload.length, 0);
      assert.ok(bytes <= input.length);
    },
  },
  {
    name: 'position',
    corpus: textsOf(positions),
    run: (input) => {
      checkPosition(readPosition(input.toString('utf8')));
    },
  },
];

async function peekTwo(cursors: CursorAdmin): Promise<void> {
  for (const message of await cursors.peek(target, 1, 2)) {
    checkPosition(message.position);
    for (const value of Object.values(message.properties)) assert.equal(typeof value, 'string');
    if (message.eventTime !== undefined) assert.ok(!Number.isNaN(new Date(message.eventTime).getTime()));
  }
}

function checkPosition(position: Position | undefined): void {
  if (position === undefined) return;
  assert.match(`${position.ledger}:${position.entry}`, /^-?\d+:-?\d+$/);
  assert.ok(Number.isInteger(position.partition) && Number.isInteger(position.batchIndex));
  JSON.parse(writePosition(position));
}

/** Headers of a peeked message and of redirects, some of them mutated, without the characters HTTP itself refuses. */
function headersFor(random: Random): [string, string][] {
  const headers: [string, string][] = [];
  for (const [name, ...examples] of headerValues) {
    if (random.below(3) === 0) continue;
    const value = mutate(textsOf(examples), random).toString('latin1');
    headers.push([name, value.replaceAll(/[\r\n\0]/g, ' ').slice(0, 8_192)]);
  }
  return headers;
}
