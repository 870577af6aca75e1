import type { StreamName } from '../../shared/domain/stream-name.ts';
import { encodePosition } from './position-id.ts';
import type { ReaderRequest } from '../sockets/socket-request.ts';
import type { StreamAdmin } from './stream-admin.ts';

/**
 * Where a reader has to start in order to see everything from now on. Undefined where it cannot be known: GDN has no such
 * call (protocol A7), Pulsar none for partitioned and non-persistent topics (protocol E2). Never rejects: a reader that
 * cannot be told where it begins begins at the end.
 */
export async function endOfStream(
  { cursors }: Pick<StreamAdmin, 'cursors'>,
  stream: StreamName,
): Promise<ReaderRequest['from'] | undefined> {
  if (cursors === undefined || stream.domain !== 'persistent') return undefined;
  try {
    const { ledger, entry, partition } = await cursors.lastMessageId(stream);
    // An empty topic ends where it begins.
    if (ledger === '-1' || entry === '-1') return 'earliest';
    return { after: encodePosition(BigInt(ledger), BigInt(entry), partition) };
  } catch {
    return undefined;
  }
}
