import { StreamscopeError } from '../../shared/contract/errors.ts';
import { decodeMessageId } from '../../shared/domain/message-id.ts';
import { encodePathSegment } from '../../shared/domain/stream-name.ts';
import type { ConsumerOptions, ProducerOptions, ReaderRequest, SocketRequest } from './socket-request.ts';

/** Java's int, which all of the wire's numbers are. */
const largestInteger = 0x7fffffff;

type Parameter = string | number | boolean | undefined;

/**
 * The URL of a socket (protocol C1, D1 to D3), without credentials.
 * @param base scheme, host and port, on GDN followed by `/_ws`
 * @throws StreamscopeError INPUT_INVALID for a setting that servers refuse or silently misread
 */
export function socketUrl(base: string, request: SocketRequest): string {
  const { domain, tenant, namespace, topic } = request.stream;
  const names = [domain, tenant, namespace, topic];
  if (request.kind === 'consumer') names.push(request.subscription);
  const path = names.map((name) => {
    const segment = encodePathSegment(name);
    if (segment === undefined) {
      throw invalid(`"${name}" cannot stand in the address of a socket. Use another name.`);
    }
    return segment;
  });
  const query = Object.entries(parametersOf(request))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  const url = `${base.replace(/\/+$/, '')}/ws/v2/${request.kind}/${path.join('/')}`;
  return query === '' ? url : `${url}?${query}`;
}

/** Adds one parameter, e.g. a one-time password (protocol C2). */
export function withParameter(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

function parametersOf(request: SocketRequest): Record<string, Parameter> {
  switch (request.kind) {
    case 'consumer':
      return consumerParameters(request.options ?? {});
    case 'reader':
      return readerParameters(request);
    case 'producer':
      return producerParameters(request.options ?? {});
  }
}

function consumerParameters(options: ConsumerOptions): Record<string, Parameter> {
  const { ackTimeoutMs, deadLetter, type } = options;
  if (ackTimeoutMs !== undefined && ackTimeoutMs !== 0) whole('The ack time-out', ackTimeoutMs, 1_000);
  if (deadLetter !== undefined && type !== 'Shared' && type !== 'Key_Shared') {
    throw invalid('A dead-letter stream works with Shared and Key_Shared subscriptions only.');
  }
  return {
    subscriptionType: type,
    subscriptionMode: options.mode,
    subscriptionInitialPosition: options.initialPosition,
    ackTimeoutMillis: ackTimeoutMs,
    negativeAckRedeliveryDelay: whole('The negative-ack delay', options.negativeAckRedeliveryDelayMs, 100),
    receiverQueueSize: whole('The receiver queue size', options.receiverQueueSize, 0),
    consumerName: name('The consumer name', options.consumerName),
    priorityLevel: whole('The priority level', options.priorityLevel, 0),
    maxRedeliverCount: whole('The redelivery limit', deadLetter?.maxRedeliverCount, 1),
    deadLetterTopic: name('The dead-letter stream', deadLetter?.topic),
    pullMode: options.pullMode === true ? true : undefined,
    cryptoFailureAction: options.cryptoFailureAction,
  };
}

function readerParameters({ from, options = {} }: ReaderRequest): Record<string, Parameter> {
  if (typeof from === 'object') {
    const decoding = decodeMessageId(from.after);
    // A server answers a bad start id with 500, which looks like a passing failure (protocol D9).
    if (!decoding.ok)
      throw invalid('The reader cannot start there: this is not a message id.', decoding.reason);
  }
  return {
    messageId: typeof from === 'object' ? from.after : from,
    receiverQueueSize: whole('The receiver queue size', options.receiverQueueSize, 0),
    readerName: name('The reader name', options.readerName),
    cryptoFailureAction: options.cryptoFailureAction,
  };
}

function producerParameters(options: ProducerOptions): Record<string, Parameter> {
  const { batching } = options;
  return {
    producerName: name('The producer name', options.producerName),
    sendTimeoutMillis: whole('The send time-out', options.sendTimeoutMs, 0),
    batchingEnabled: batching === undefined ? undefined : true,
    batchingMaxMessages: whole('The batch size', batching?.maxMessages, 1),
    batchingMaxPublishDelay: whole('The batching delay', batching?.maxPublishDelayMs, 1),
    maxPendingMessages: whole('The send window', options.maxPendingMessages, 1),
    messageRoutingMode: options.routing,
    compressionType: options.compression,
    initialSequenceId: whole(
      'The initial sequence id',
      options.initialSequenceId,
      0,
      Number.MAX_SAFE_INTEGER,
    ),
    hashingScheme: options.hashing,
  };
}

function whole(
  what: string,
  value: number | undefined,
  least: number,
  most = largestInteger,
): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return value;
  throw invalid(`${what} must be a whole number from ${least} to ${most}; it is ${value}.`);
}

function name(what: string, value: string | undefined): string | undefined {
  if (value === undefined || value.trim() !== '') return value;
  throw invalid(`${what} must not be empty. Leave it out to let the service choose.`);
}

function invalid(message: string, detail?: string): StreamscopeError {
  return new StreamscopeError('INPUT_INVALID', message, { detail });
}
