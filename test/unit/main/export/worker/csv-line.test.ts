import { describe, expect, it } from 'vitest';
import { csvCell } from '../../../../../src/main/export/worker/csv-line.ts';

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
});
