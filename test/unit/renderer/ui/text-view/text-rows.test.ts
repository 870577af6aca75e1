import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoRows, fitsEditor } from '../../../../../src/renderer/ui/text-view/text-rows.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

const joined = (text: string, columns: number): string => {
  const rows = cutIntoRows(text, columns);
  let whole = '';
  for (let row = 0; row < rows.count; row += 1) {
    if (row > 0 && rows.lineNumber(row) !== undefined) whole += '\n';
    whole += rows.text(row);
  }
  return whole;
};

describe('a text cut into rows', () => {
  it('numbers lines, not their continuations', () => {
    const rows = cutIntoRows('abcdef\n\ngh', 4);
    expect(Array.from({ length: rows.count }, (_, row) => [rows.lineNumber(row), rows.text(row)])).toEqual([
      [1, 'abcd'],
      [undefined, 'ef'],
      [2, ''],
      [3, 'gh'],
    ]);
    expect(rows.lineCount).toBe(3);
  });

  it('is whole again when joined, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\n'), fc.constant('😀'), fc.constant('\r\n')),
        ),
        fc.integer({ min: 2, max: 12 }),
        (parts, columns) => {
          const text = parts.join('');
          expect(joined(text, columns)).toBe(text);
        },
      ),
    );
  });

  it('never cuts an emoji in two', () => {
    const rows = cutIntoRows('a😀😀😀', 2);
    for (let row = 0; row < rows.count; row += 1) expect(rows.text(row)).not.toMatch(LONE_SURROGATE);
  });

  it('finds the row of an offset', () => {
    const rows = cutIntoRows('abcdef\ngh', 4);
    expect([0, 3, 4, 7, 8].map((offset) => rows.rowAt(offset))).toEqual([0, 0, 1, 2, 2]);
  });

  it('takes a single line of five megabytes', () => {
    const rows = cutIntoRows('x'.repeat(5_000_000), 100);
    expect(rows.count).toBe(50_000);
    expect(rows.lineCount).toBe(1);
  });

  it('goes to the editor only when neither it nor a line of it is too long', () => {
    expect(fitsEditor('a\nb')).toBe(true);
    expect(fitsEditor(`${'x'.repeat(30_000)}\n`)).toBe(false);
    expect(fitsEditor('x\n'.repeat(600_000))).toBe(false);
  });
});
