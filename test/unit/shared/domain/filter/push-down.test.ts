import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compileFilter, type Filter } from '../../../../../src/shared/domain/filter/compile-filter.ts';
import type { FilterRow } from '../../../../../src/shared/domain/filter/filter-row.ts';
import { messageStates } from '../../../../../src/shared/domain/message-state.ts';
import { payloadKinds } from '../../../../../src/shared/domain/payload-kind.ts';
import { anyFilterText, anyRow } from './filter-rows.ts';

const codesOf = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries(words.map((word, index) => [word, index]));

const columns = {
  key: 'm.key',
  publishTime: 'm.publish_time',
  eventTime: 'm.event_time',
  receivedAt: 'm.received_at',
  size: 'm.size',
  deliveries: 'coalesce(m.deliveries, 1)',
  redeliveries: 'm.redeliveries',
  ledger: 'm.ledger',
  entry: 'm.entry',
  partition: 'm.partition',
  state: { sql: 'm.state', codes: codesOf(messageStates) },
  kind: { sql: 'm.kind', codes: codesOf(payloadKinds) },
  marked: '(m.marked = 1)',
  comment: 'm.comment',
};

const db = new Database(':memory:');
db.exec(`create table message (
  key text, publish_time integer, event_time integer, received_at integer, size integer, deliveries integer,
  redeliveries integer, ledger integer, entry integer, partition integer, state integer, kind integer,
  marked integer, comment text
) strict`);
const insert = db.prepare('insert into message values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
afterAll(() => db.close());

function store(row: FilterRow): void {
  db.exec('delete from message');
  insert.run(
    row.key,
    row.publishTime,
    row.eventTime,
    row.receivedAt,
    row.size,
    row.deliveries,
    row.redeliveries,
    BigInt(row.ledger),
    BigInt(row.entry),
    row.partition,
    messageStates.indexOf(row.state),
    payloadKinds.indexOf(row.kind),
    Number(row.marked),
    row.comment,
  );
}

function filterOf(text: string): Filter {
  const compilation = compileFilter(text);
  if (!compilation.ok) throw new Error(compilation.error.message);
  return compilation.filter;
}

describe('what SQL answers of a filter', () => {
  it('never loses a row that matches, and is the whole answer when it says so', () => {
    let complete = 0;
    fc.assert(
      fc.property(anyFilterText, anyRow, (text, row) => {
        const compilation = compileFilter(text);
        fc.pre(compilation.ok);
        const { sql, parameters, isComplete } = compilation.filter.pushDown(columns);
        store(row);
        const isFound = db.prepare(`select 1 from message m where ${sql}`).get(...parameters) !== undefined;
        const matches = compilation.filter.test(row);
        if (matches) expect(isFound).toBe(true);
        if (isComplete) {
          complete += 1;
          expect(isFound).toBe(matches);
        }
      }),
      { numRuns: 4_000 },
    );
    expect(complete).toBeGreaterThan(500);
  });

  it('takes every conjunct it can and leaves the payload to be tested', () => {
    const filter = filterOf('value.total > 5 && key == "42" && size > 100 && state in ["seen", "unacked"]');
    expect(filter.pushDown(columns)).toEqual({
      sql: '(m.key is ?) and (m.size > ?) and (m.state is ? or m.state is ?)',
      parameters: ['42', 100, 0, 1],
      isComplete: false,
    });
  });

  it('is complete for what the columns can say', () => {
    const filter = filterOf('key.startsWith("a😀") || receivedAt >= timestamp("2026-01-01T00:00:00+01:00")');
    expect(filter.pushDown(columns)).toEqual({
      sql: '((m.key >= ? and m.key < ?) or (m.received_at >= ?))',
      parameters: ['a😀', 'a😁', Date.parse('2025-12-31T23:00:00Z')],
      isComplete: true,
    });
  });

  it('pushes nothing down when one side of an or needs the payload, or the caller has no such column', () => {
    const nothing = { sql: 'true', parameters: [], isComplete: false };
    expect(filterOf('key == "a" || value.a == 1').pushDown(columns)).toEqual(nothing);
    expect(filterOf('key == "a"').pushDown({ size: 'm.size' })).toEqual(nothing);
  });

  it('leaves to the language what SQL would read otherwise: order of texts, NUL', () => {
    expect(filterOf('key > "a"').pushDown(columns).sql).toBe('true');
    expect(filterOf('key == "a\\u0000b"').pushDown(columns).sql).toBe('true');
  });

  it('never puts a value into the SQL text', () => {
    const { sql, parameters } = filterOf(`key == "x' or 1=1 --"`).pushDown(columns);
    expect(sql).toBe('(m.key is ?)');
    expect(parameters).toEqual(["x' or 1=1 --"]);
  });
});
