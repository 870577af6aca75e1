import { StreamscopeError } from '../../shared/contract/errors.ts';
import { parsePublishTime } from '../../shared/domain/publish-time.ts';
import { readPartition } from '../../shared/domain/stream-name.ts';
import type { PeekedMessage, Position } from '../stream-admin/cursor-admin.ts';
import type { HttpResponse } from '../stream-admin/http-transport.ts';
import type { SubscriptionReach } from '../stream-admin/reach.ts';
import { expectAdmin, type AdminRequest } from './admin-request.ts';
import { readBatchEntry } from './batch-entry.ts';
import { readLedgerEntry } from './position-json.ts';
import { listSubscriptions, subscriptionPath } from './subscriptions.ts';

/** Each entry is a request of its own. */
export const mostPeekedEntries = 100;

/** More than an entry can hold, so that a wrong header cannot ask for more. */
const mostMessagesInBatch = 1_000_000;

const prefix = 'x-pulsar-';
const propertyPrefix = `${prefix}property-`;
const notProperties = new Set(['total-chunks', 'chunk-id']);

/**
 * Un-acked entries from the n-th on, without moving the cursor (protocol E3); fewer when the backlog ends.
 * @throws StreamscopeError SERVICE_NOT_FOUND when the subscription does not exist; it stays that way
 */
export async function peek(
  request: AdminRequest,
  target: SubscriptionReach,
  from: number,
  count: number,
): Promise<readonly PeekedMessage[]> {
  if (
    !Number.isSafeInteger(from) ||
    from < 1 ||
    !Number.isSafeInteger(count) ||
    count < 1 ||
    count > mostPeekedEntries
  ) {
    throw new StreamscopeError(
      'INPUT_INVALID',
      `Peek from position 1 on, at most ${mostPeekedEntries} entries at a time.`,
    );
  }
  await requireSubscription(request, target);
  const messages: PeekedMessage[] = [];
  for (let position = from; position < from + count; position += 1) {
    const response = await peekOne(request, target, position);
    if (response.status === 404 && response.body.includes('essage not found')) break;
    expectAdmin(response, `peek at ${target.subscription}`);
    messages.push(...readPeeked(response, readPartition(target.stream.topic)?.partition ?? -1));
  }
  return messages;
}

/** Brokers (seen with Pulsar 4.2.4) create a durable subscription that is peeked at and missing: looking never harms. */
async function requireSubscription(request: AdminRequest, target: SubscriptionReach): Promise<void> {
  const { stream, subscription } = target;
  if ((await listSubscriptions(request, stream)).includes(subscription)) return;
  throw new StreamscopeError(
    'SERVICE_NOT_FOUND',
    `${stream.topic} has no subscription ${subscription}. Nothing was peeked at: the broker would have created it.`,
  );
}

async function peekOne(
  request: AdminRequest,
  target: SubscriptionReach,
  position: number,
): Promise<HttpResponse> {
  try {
    return await request({ method: 'GET', path: subscriptionPath(target, 'position', String(position)) });
  } catch (error) {
    if (!(error instanceof StreamscopeError) || error.code !== 'NETWORK_RESET') throw error;
    // All of a message's properties travel in headers, and a server cuts the connection beyond its limit for those.
    throw new StreamscopeError(
      'SERVICE_FAILED',
      `The service cut the connection when asked for message ${position}. Its properties may be larger than the 8 KB that fit a peek: read it with a consumer.`,
      { detail: error.detail },
    );
  }
}

/** The messages of one answer; many when the entry is a batch (protocol E4). */
export function readPeeked(response: HttpResponse, partition: number): readonly PeekedMessage[] {
  const header = (name: string): string | undefined => response.headers[prefix + name];
  const id = readLedgerEntry(header('message-id') ?? '');
  if (id === undefined) {
    throw new StreamscopeError(
      'PROTOCOL_UNEXPECTED',
      'The peeked message has no id: the answer is not one of Pulsar.',
    );
  }
  const position: Position = { ...id, partition, batchIndex: -1 };
  const encrypted = header('is-encrypted') === 'true';
  const common = {
    publishTime: header('publish-time'),
    producerName: header('producer-name'),
    encrypted,
  };
  const count = Number(header('num-batch-message') ?? 0);
  const batch =
    Number.isSafeInteger(count) && count > 0 && count <= mostMessagesInBatch && !encrypted
      ? readBatchEntry(response.body, count)
      : undefined;
  if (batch !== undefined) {
    return batch.map((message, batchIndex) => ({
      ...common,
      ...message,
      position: { ...position, batchIndex },
    }));
  }
  const eventTime = header('event-time');
  return [
    {
      ...common,
      position,
      payload: new Uint8Array(response.body),
      properties: propertiesOf(response),
      key: header('partition-key'),
      eventTime: eventTime === undefined ? undefined : parsePublishTime(eventTime),
      sequenceId: header('sequence-id'),
    },
  ];
}

/** Newer servers write one header of JSON, older ones a header for each key, whose case only the raw name keeps. */
function propertiesOf(response: HttpResponse): Record<string, string> {
  const json = response.headers[`${prefix}property`];
  if (json !== undefined) return readJsonProperties(utf8(json));
  const pairs: [string, string][] = [];
  for (const [name, value] of response.rawHeaders) {
    const key = name.slice(propertyPrefix.length);
    if (!name.toLowerCase().startsWith(propertyPrefix) || notProperties.has(key.toLowerCase())) continue;
    pairs.push([key, utf8(value)]);
  }
  return Object.fromEntries(pairs);
}

function readJsonProperties(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, String(held)]));
  } catch {
    return {};
  }
}

/** Node reads header bytes as Latin-1; servers write UTF-8. */
function utf8(value: string): string {
  const decoded = Buffer.from(value, 'latin1').toString('utf8');
  return decoded.includes('\ufffd') ? value : decoded;
}
