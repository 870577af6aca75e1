/**
 * The insert of the hot path. Handing a value to SQLite costs more than storing it, so rows are staged and
 * written many at a time, and what neighbours have in common is handed over once: of a usual message only six
 * values are its own. Rows that differ more, or are left over, go one by one.
 */
import type { Statement } from 'better-sqlite3';
import type { WritableDb } from '../brands.ts';

type Bound = number | bigint | string | Buffer | null;

/** Rows in the statements for neighbours, largest first: what is left of a batch takes the smaller one. */
const blockSizes = [64, 16, 4] as const;
const largestBlock = blockSizes[0];
const sharedValues = 10;
const ownValues = 6;

/** One row of table `message`. */
export interface NewMessage {
  readonly rowId: number;
  readonly streamId: number;
  readonly ledger: number | bigint;
  readonly entry: number | bigint;
  readonly partition: number;
  readonly batchIndex: number;
  readonly messageId: string;
  readonly publishTime: number | null;
  readonly publishForm: number | string | null;
  readonly eventTime: number | null;
  readonly eventForm: number | string | null;
  readonly receivedAt: number;
  readonly key: string | null;
  readonly propertiesCount: number;
  readonly kind: number;
  readonly state: number;
  readonly brokerRedeliveries: number;
  readonly properties: string | null;
  readonly extra: string | null;
  readonly head: Buffer | null;
  readonly payload: Buffer;
}

export interface MessageInserts {
  /** Takes a row, in ascending order of row ids; it is written at the latest by `flush`. */
  readonly add: (row: NewMessage) => void;
  readonly flush: () => void;
  /** Forgets what waits, after a transaction failed. */
  readonly drop: () => void;
}

const columns = `row_id, stream_id, ledger, entry, partition, batch_index, message_id, publish_time, publish_form,
  event_time, event_form, received_at, key, properties_count, size, kind, state, broker_redeliveries, properties,
  extra, head, payload`;

/**
 * `or rollback`: with the usual `or abort` SQLite copies every page a statement of many rows touches, to take back that
 * statement alone. Whoever inserts takes back the whole transaction anyway.
 */
const intoMessage = `insert or rollback into message (${columns})`;

const insertOne = `${intoMessage}
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** First the shared values, each handed over once, then each row's own, in the order in which a block fills them. */
function insertTogether(size: number): string {
  const rows = Array.from({ length: size }, (_, at) => `(${at}, ?, ?, ?, ?, ?, ?)`);
  return `${intoMessage}
    select ? + column1, ?, ?, column2, ?, ?, column3, column4, ?, null, null, ?, column5, ?, length(column7),
      ?, ?, 0, column6, null, null, column7
    from (values ${rows.join(', ')})`;
}

export function messageInserts(db: WritableDb): MessageInserts {
  const one = db.prepare<Bound[]>(insertOne);
  const blocks = blockSizes.map((size) => createBlock(db, size));
  let waiting: NewMessage[] = [];

  const flush = (): void => {
    const rows = waiting;
    waiting = [];
    let at = 0;
    for (const block of blocks)
      for (; rows.length - at >= block.size; at += block.size) block.write(rows, at);
    for (const row of rows.slice(at)) writeAlone(one, row);
  };

  return {
    add: (row) => {
      const first = waiting[0];
      if (first !== undefined && !sharesWith(first, row)) flush();
      if (isUsual(row)) {
        waiting.push(row);
        if (waiting.length === largestBlock) flush();
      } else {
        flush();
        writeAlone(one, row);
      }
    },
    flush,
    drop: () => {
      waiting = [];
    },
  };
}

interface Block {
  readonly size: number;
  /** Writes `size` usual neighbours, beginning with the row at `from`. */
  readonly write: (rows: readonly NewMessage[], from: number) => void;
}

function createBlock(db: WritableDb, size: number): Block {
  const statement = db.prepare<Bound[]>(insertTogether(size));
  const values = new Array<Bound>(sharedValues + size * ownValues).fill(null);

  const fillShared = (first: NewMessage): void => {
    values[0] = first.rowId;
    values[1] = first.streamId;
    values[2] = first.ledger;
    values[3] = first.partition;
    values[4] = first.batchIndex;
    values[5] = first.publishForm;
    values[6] = first.receivedAt;
    values[7] = first.propertiesCount;
    values[8] = first.kind;
    values[9] = first.state;
  };

  return {
    size,
    write: (rows, from) => {
      let at = sharedValues;
      for (let index = from; index < from + size; index += 1) {
        const row = rows[index];
        if (row === undefined) throw new RangeError('A block needs all of its rows.');
        if (index === from) fillShared(row);
        values[at] = row.entry;
        values[at + 1] = row.messageId;
        values[at + 2] = row.publishTime;
        values[at + 3] = row.key;
        values[at + 4] = row.properties;
        values[at + 5] = row.payload;
        at += ownValues;
      }
      statement.run(...values);
    },
  };
}

function sharesWith(first: NewMessage, row: NewMessage): boolean {
  return (
    row.ledger === first.ledger &&
    row.receivedAt === first.receivedAt &&
    row.publishForm === first.publishForm &&
    row.propertiesCount === first.propertiesCount &&
    row.kind === first.kind &&
    row.partition === first.partition &&
    row.batchIndex === first.batchIndex &&
    row.streamId === first.streamId &&
    row.state === first.state
  );
}

/** Has nothing in the columns that the statement for neighbours leaves empty. */
function isUsual(row: NewMessage): boolean {
  return row.eventForm === null && row.extra === null && row.head === null && row.brokerRedeliveries === 0;
}

function writeAlone(statement: Statement<Bound[]>, row: NewMessage): void {
  statement.run(
    row.rowId,
    row.streamId,
    row.ledger,
    row.entry,
    row.partition,
    row.batchIndex,
    row.messageId,
    row.publishTime,
    row.publishForm,
    row.eventTime,
    row.eventForm,
    row.receivedAt,
    row.key,
    row.propertiesCount,
    row.payload.length,
    row.kind,
    row.state,
    row.brokerRedeliveries,
    row.properties,
    row.extra,
    row.head,
    row.payload,
  );
}
