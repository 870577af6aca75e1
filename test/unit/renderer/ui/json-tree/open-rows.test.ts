import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenRows } from '../../../../../src/renderer/ui/json-tree/open-rows.ts';
import type { JsonDocument } from '../../../../../src/shared/domain/lossless-json.ts';
import { parseJson } from '../../../../../src/shared/domain/lossless-json-parser.ts';

const documentOf = (text: string): JsonDocument => {
  const outcome = parseJson(text);
  if (!outcome.ok) throw new Error(outcome.problem.reason);
  return outcome.document;
};

/** The rows as they would be without any cleverness. */
const expected = (document: JsonDocument, open: ReadonlySet<number>): readonly number[] => {
  const rows: number[] = [];
  for (let node = 0; node < document.nodeCount;) {
    rows.push(node);
    node = open.has(node) ? node + 1 : document.next(node);
  }
  return rows;
};

const rowsOf = (rows: OpenRows): readonly number[] =>
  Array.from({ length: rows.count }, (_, row) => rows.node(row));

describe('the rows of a tree', () => {
  it('are the root alone at first', () => {
    const rows = new OpenRows(documentOf('{"a":[1,2]}'));
    expect(rowsOf(rows)).toEqual([0]);
    expect(rows.rowOf(2)).toBeUndefined();
  });

  it('come back as they were when what is above is folded and opened again', () => {
    const rows = new OpenRows(documentOf('{"a":[1,[2]],"b":3}'));
    rows.openTo(Number.POSITIVE_INFINITY);
    rows.setOpen(3, false);
    const before = rowsOf(rows);
    rows.setOpen(0, false);
    expect(rows.count).toBe(1);
    rows.setOpen(0, true);
    expect(rowsOf(rows)).toEqual(before);
  });

  it('follow any sequence of folds and openings', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.array(fc.record({ at: fc.nat(), open: fc.boolean() }), { maxLength: 30 }),
        (text, steps) => {
          const document = documentOf(text);
          const rows = new OpenRows(document);
          const open = new Set<number>();
          for (const step of steps) {
            const node = step.at % document.nodeCount;
            rows.setOpen(node, step.open);
            if (step.open && document.childCount(node) > 0) open.add(node);
            else open.delete(node);
            expect(rowsOf(rows)).toEqual(expected(document, open));
          }
        },
      ),
    );
  });

  it('open the way to a node', () => {
    const document = documentOf('[[[[7]]]]');
    const rows = new OpenRows(document);
    rows.reveal(4);
    expect(rows.rowOf(4)).toBe(4);
  });

  it('open to a depth', () => {
    const rows = new OpenRows(documentOf('[[[7]],1]'));
    rows.openTo(1);
    expect(rowsOf(rows)).toEqual([0, 1, 4]);
    rows.openTo(0);
    expect(rowsOf(rows)).toEqual([0]);
  });
});
