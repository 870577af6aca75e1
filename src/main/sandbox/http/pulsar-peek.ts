import { formatIsoTime } from '../broker/iso-time.ts';
import type { Message } from '../broker/message.ts';
import { encodeSingleMessageMetadata } from './single-message-metadata.ts';
import type { SandboxResponse } from './message.ts';

/** Jetty's limit for all headers together; beyond it the real service resets the connection (protocol E4). */
const MAX_HEADER_BYTES = 8 * 1024;
/** What the real service adds to the bytes of a batch when it tells their number. */
const BATCH_SIZE_MARGIN = 10;

/** One entry as the admin API answers it: payload as body, the rest as headers; a batch comes whole (protocol E4). */
export function peekResponse(entry: readonly [Message, ...Message[]]): SandboxResponse {
  const [first] = entry;
  const isBatch = first.batchSize > 0;
  const headers: Record<string, string> = {
    'X-Pulsar-Message-ID': `${first.ledgerId}:${first.entryId}`,
    'X-Pulsar-publish-time': formatIsoTime(first.publishTimeMs),
    'X-Pulsar-producer-name': headerText(first.producerName),
    'X-Pulsar-sequence-id': `${first.sequenceId}`,
    'X-Pulsar-Is-Encrypted': 'false',
    'X-Pulsar-txn-uncommitted': 'false',
    'X-Pulsar-PROPERTY': isBatch ? '{}' : headerText(JSON.stringify(first.properties)),
  };
  if (first.key !== undefined) {
    headers['X-Pulsar-partition-key'] = headerText(first.key);
    headers['X-Pulsar-partition-key-b64-encoded'] = 'false';
  }
  const body = isBatch ? Buffer.concat(entry.flatMap(batchPart)) : payloadOf(first);
  if (isBatch) {
    headers['X-Pulsar-num-batch-message'] = `${entry.length}`;
    headers['X-Pulsar-batch-size'] = `${body.byteLength + BATCH_SIZE_MARGIN}`;
    headers['X-Pulsar-highest-sequence-id'] = `${entry[entry.length - 1]?.sequenceId ?? first.sequenceId}`;
  } else {
    headers['X-Pulsar-uncompressed-size'] = `${first.payloadBytes}`;
    if (first.eventTimeMs !== 0) headers['X-Pulsar-event-time'] = formatIsoTime(first.eventTimeMs);
    if (first.deliverAtMs !== 0) headers['X-Pulsar-deliver-at-time'] = formatIsoTime(first.deliverAtMs);
  }
  const bytes = Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    0,
  );
  return {
    status: 200,
    body,
    // Not what the bytes are, but what the real service says.
    contentType: 'application/json',
    headers,
    isDropped: bytes > MAX_HEADER_BYTES,
  };
}

function payloadOf(message: Message): Buffer {
  return Buffer.from(message.payload, 'base64');
}

/** Length of the metadata, metadata, payload. */
function batchPart(message: Message): Buffer[] {
  const metadata = encodeSingleMessageMetadata(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(metadata.byteLength);
  return [length, metadata, payloadOf(message)];
}

/** Headers are ISO 8859-1: of what does not fit each UTF-16 unit becomes a space, as in the real service. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, ' ');
}
