import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, withoutGuard } from '../../../../../src/main/export/worker/csv-line.ts';

describe('a cell of a CSV', () => {
  it('is quoted when it holds a comma, a quote or a line break', () => {
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"')).toBe('"say ""hi"""');
    expect(csvCell('two\r\nlines')).toBe('"two\r\nlines"');
  });

  it('never begins as a formula would', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])
      expect(csvCell(text)).toMatch(/^"?'/);
  });

  it('keeps NUL and characters of every script', () => {
    expect(csvCell('a\0ש𝄞')).toBe('a\0ש𝄞');
  });

  it('tells an absent value from an empty text', () => {
    expect(csvCell(null)).toBe('');
    expect(csvCell('')).toBe('""');
  });

  it('guards what only looks guarded as well, so that taking the guard away is never a guess', () => {
    expect(csvCell("'=1")).toBe("''=1");
    expect(csvCell("'quoted'")).toBe("'quoted'");
    const text = fc.string({ unit: fc.constantFrom("'", '=', '-', ' ', '\t', 'a') });
    fc.assert(
      fc.property(text, (original) => {
        const cell = csvCell(original);
        const inside = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(withoutGuard(inside)).toBe(original);
      }),
    );
  });
});
