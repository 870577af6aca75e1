import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { CursorAdmin, InternalStats, Position } from '../stream-admin/cursor-admin.ts';
import type { HttpResponse } from '../stream-admin/http-transport.ts';
import { askJson, command } from './admin-json.ts';
import { expectAdmin, topicPath, type AdminRequest } from './admin-request.ts';
import { peek } from './peek.ts';
import { readPosition, writePosition } from './position-json.ts';
import { expireMessages, subscriptionPath } from './subscriptions.ts';
import { countPartitions } from './topics.ts';

const count = z.coerce.number().catch(0);
const words = z.coerce.string().catch('');

const internalStatsSchema = z.object({
  state: words,
  numberOfEntries: count,
  totalSize: count,
  lastConfirmedEntry: words,
  ledgers: z.array(z.object({ ledgerId: words, entries: count, size: count })).catch([]),
  cursors: z
    .record(
      z.string(),
      z.object({ markDeletePosition: words, readPosition: words, individuallyDeletedMessages: words }),
    )
    .catch({}),
});

/** Cursors and ledgers of Pulsar (protocol E2, E3). Parents of partitions are refused by the service: ask a partition. */
export function createCursorAdmin(request: AdminRequest): CursorAdmin {
  return {
    peek: (target, from, entries) => peek(request, target, from, entries),
    createSubscription: async (target, at) => {
      // No body means the end; the id that says so is not exact in a JSON number everywhere.
      const body = at === 'latest' ? {} : { body: writePosition(at === 'earliest' ? earliest : at) };
      const call = { method: 'PUT', path: subscriptionPath(target), ...body } as const;
      await command(request, call, `create the subscription ${target.subscription}`);
    },
    skip: async (target, messages) => {
      if (!Number.isSafeInteger(messages) || messages < 1) throw notACount();
      const call = { method: 'POST', path: subscriptionPath(target, 'skip', String(messages)) } as const;
      await command(request, call, `skip messages of ${target.subscription}`);
    },
    resetCursor: async (target, to) => {
      const doing = `move the cursor of ${target.subscription}`;
      if (typeof to !== 'number') {
        const path = subscriptionPath(target, 'resetcursor');
        await command(request, { method: 'POST', path, body: writePosition(to) }, doing);
        return;
      }
      const path = subscriptionPath(target, 'resetcursor', wholeTime(to));
      await command(request, { method: 'POST', path }, doing);
    },
    expireSubscription: ({ stream, subscription }, seconds) =>
      expireMessages(request, stream, subscription, seconds),
    terminate: async ({ stream }) => {
      const doing = `terminate ${stream.topic}`;
      return positionIn(await request({ method: 'POST', path: topicPath(stream, 'terminate') }), doing);
    },
    lastMessageId: async (stream) => {
      const doing = `read the last message id of ${stream.topic}`;
      return positionIn(await request({ method: 'GET', path: topicPath(stream, 'lastMessageId') }), doing);
    },
    messageIdAt: async (stream, time) => {
      const response = await request({
        method: 'GET',
        path: topicPath(stream, 'messageid', wholeTime(time)),
      });
      if (response.status === 404 && response.body.includes('essage ID not found')) return undefined;
      return positionIn(response, `find a message of ${stream.topic} by time`);
    },
    partitions: (stream) => countPartitions(request, stream),
    internalStats: async (stream) => {
      const doing = `read the internal statistics of ${stream.topic}`;
      return readInternalStats(
        await askJson(request, topicPath(stream, 'internalStats'), internalStatsSchema, doing),
      );
    },
  };
}

const earliest: Position = { ledger: '-1', entry: '-1', partition: -1, batchIndex: -1 };

function positionIn(response: HttpResponse, doing: string): Position {
  expectAdmin(response, doing);
  const position = readPosition(response.body.toString('utf8'));
  if (position !== undefined) return position;
  throw new StreamscopeError('PROTOCOL_UNEXPECTED', `Could not ${doing}: the answer is no message id.`);
}

function readInternalStats(raw: z.infer<typeof internalStatsSchema>): InternalStats {
  const { ledgers, cursors, ...rest } = raw;
  return {
    ...rest,
    ledgers: ledgers.map(({ ledgerId, entries, size }) => ({ ledger: ledgerId, entries, size })),
    cursors: Object.entries(cursors).map(([subscription, cursor]) => ({ subscription, ...cursor })),
  };
}

function wholeTime(epochMs: number): string {
  if (Number.isSafeInteger(epochMs) && epochMs >= 0) return String(epochMs);
  throw new StreamscopeError('INPUT_INVALID', 'This is not a time. Nothing was changed.');
}

function notACount(): StreamscopeError {
  return new StreamscopeError(
    'INPUT_INVALID',
    'A whole number of messages, 1 or more, is needed. Nothing was skipped.',
  );
}
