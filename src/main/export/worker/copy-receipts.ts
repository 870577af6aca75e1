/** What was published from here and is among the copied messages, with its receipt; of a whole stream all that was sent. */
import { payloadKinds } from '../../../shared/domain/payload-kind.ts';
import type { ReadableDb, WritableDb } from '../../store/worker/brands.ts';
import { identityOf, identityReads } from '../../store/worker/queries/identity.ts';
import type { ExportStart } from '../transfer-protocol.ts';
import type { RowMasker } from './mask-rows.ts';

interface ReceiptRow {
  readonly session: string;
  readonly context: string;
  readonly outcome: string;
  readonly message_id: string | null;
  readonly error_code: string | null;
  readonly error_text: string | null;
  readonly sent_at: number;
  readonly took_ms: number | null;
  readonly key: string | null;
  readonly properties: string;
  readonly payload: Buffer;
}

const selectReceipts = `
  select session, context, outcome, message_id, error_code, error_text, sent_at, took_ms, key, properties, payload
  from published where stream_id = ? order by id`;
// Rows have other ids here, so what a replay was made of is not carried over.
const insertReceipt = `
  insert into published (stream_id, session, context, outcome, message_id, error_code, error_text, sent_at, took_ms,
    key, properties, replay_of, payload)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?)`;

export function copyReceipts(
  db: ReadableDb,
  target: WritableDb,
  { scope }: ExportStart,
  newStreamId: number,
  masker: RowMasker,
): void {
  const receipts = db.prepare<[number], ReceiptRow>(selectReceipts);
  const insert = target.prepare(insertReceipt);
  const identities = identityReads(target);
  const isCopied = (messageId: string | null): boolean => {
    const id = messageId === null ? undefined : identityOf(messageId);
    return id !== undefined && identities.rowOf(newStreamId, id) !== undefined;
  };
  for (const receipt of receipts.iterate(scope.streamId)) {
    if (scope.kind !== 'stream' && !isCopied(receipt.message_id)) continue;
    const row = masker.mask({ ...receipt, extra: null, kind: payloadKinds.indexOf('binary') });
    insert.run(
      newStreamId,
      row.session,
      row.context,
      row.outcome,
      row.message_id,
      row.error_code,
      row.error_text,
      row.sent_at,
      row.took_ms,
      row.key,
      row.properties,
      row.payload,
    );
  }
}
