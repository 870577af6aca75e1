/** One whole message, exact bytes and wire texts; positions and places to resume. */
import { StreamscopeError } from '../../../../shared/contract/errors.ts';
import type { MessageDetail } from '../../../../shared/contract/schemas/history.ts';
import { rowIdOf } from '../../../../shared/domain/row-id.ts';
import type { ReadableDb } from '../brands.ts';
import { listMembers } from '../json-members.ts';
import { writeWireTime, type WireForm } from '../wire-time.ts';
import { summaryColumns, summaryOf, type SummaryRow } from './summaries.ts';

interface DetailRow extends SummaryRow {
  readonly publish_form: WireForm | null;
  readonly event_form: WireForm | null;
  readonly properties: string | null;
  readonly extra: string | null;
  readonly payload: Buffer;
}

const selectDetail = `
  select ${summaryColumns}, m.publish_form, m.event_form, m.properties, m.extra, m.payload
  from message m left join message_status s on s.row_id = m.row_id where m.row_id = ?`;
const selectReceivedAt = 'select received_at from message where row_id = ?';
const selectPublishTime = 'select coalesce(publish_time, received_at) from message where row_id = ?';
const selectIdentity =
  'select coalesce(s.message_id, m.message_id) as message_id from message m left join message_status s on s.row_id = m.row_id where m.row_id = ?';

export function messageReads(db: ReadableDb) {
  const detail = db.prepare<[number], DetailRow>(selectDetail);
  const times = {
    received: db.prepare<[number], number>(selectReceivedAt).pluck(),
    published: db.prepare<[number], number>(selectPublishTime).pluck(),
  };
  const messageId = db.prepare<[number], string>(selectIdentity).pluck();

  return {
    detail: (rowId: number): MessageDetail => {
      const row = detail.get(rowId);
      if (row === undefined) {
        throw new StreamscopeError('NOT_FOUND', 'This message is no longer in the history.', {
          detail: `row ${rowId}`,
        });
      }
      return {
        ...summaryOf(row),
        // A view of its own, so that sending it does not drag a pooled buffer along.
        payload: new Uint8Array(row.payload),
        properties: row.properties === null ? [] : propertiesOf(row.properties),
        publishTimeText: writeWireTime(row.publish_time, row.publish_form),
        eventTimeText: writeWireTime(row.event_time, row.event_form),
        extraFields: row.extra,
      };
    },
    messageId: (rowId: number): string | undefined => messageId.get(rowId),
    /**
     * First seq of `first..last` at or after `at`, by halving: arrival order is row order. Times of publishing ascend
     * with it but for partitions and late producers; there a neighbour of the right row may be found.
     */
    seqAtTime: (
      streamId: number,
      first: number,
      last: number,
      at: number,
      by: 'received' | 'published' = 'received',
    ): number => {
      let low = first;
      let high = last + 1;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const time = times[by].get(rowIdOf(streamId, middle));
        if (time === undefined || time < at) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** In the wire's order with repeated names, as stored: the text was checked when the frame was read. */
export function propertiesOf(text: string): [string, string][] {
  return listMembers(text).map(({ name, raw }) => {
    const value: unknown = JSON.parse(raw);
    return [name, typeof value === 'string' ? value : raw];
  });
}
