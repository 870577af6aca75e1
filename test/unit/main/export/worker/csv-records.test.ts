import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, withoutGuard } from '../../../../../src/main/export/worker/csv-line.ts';
import { csvRecords } from '../../../../../src/main/export/worker/csv-records.ts';
import type { FileLine } from '../../../../../src/main/export/worker/file-lines.ts';

function* linesOf(content: string | Buffer): Generator<FileLine> {
  let rest = Buffer.from(content);
  while (rest.length > 0) {
    const end = rest.indexOf(0x0a);
    const size = end < 0 ? rest.length : end + 1;
    yield { bytes: rest.subarray(0, end < 0 ? size : end), size };
    rest = rest.subarray(size);
  }
}

const read = (content: string | Buffer) => [...csvRecords(linesOf(content))];
const texts = (content: string) => read(content).map(({ cells }) => cells.map(({ text }) => text));

describe('the records of a CSV', () => {
  it('end with CRLF or a line feed, the last one with nothing', () => {
    expect(texts('a,b\r\n1,2\n3,4')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('hold quotes, commas and line breaks in quoted cells, as they stand there', () => {
    expect(texts('a,b\r\n"say ""hi""","x,\r\ny"\r\n"",\r\n')).toEqual([
      ['a', 'b'],
      ['say "hi"', 'x,\r\ny'],
      ['', ''],
    ]);
  });

  it('tell a cell with quotes around nothing from one with nothing in it', () => {
    expect(read('"",\n')[0]?.cells).toEqual([
      { text: '', isQuoted: true },
      { text: '', isQuoted: false },
    ]);
  });

  it('may have semicolons or tabs between cells, and a byte order mark before all', () => {
    expect(texts('\uFEFFa;b\n1,5;2\n')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ]);
    expect(texts('a\tb\n1\t2\n')[1]).toEqual(['1', '2']);
  });

  it('are told with the line they begin in and the bytes they take', () => {
    expect(read('a\n"x\ny"\nz\n').map(({ line, size }) => [line, size])).toEqual([
      [1, 2],
      [2, 6],
      [4, 2],
    ]);
  });

  it.each([
    ['a quote inside a plain cell', '5" pipe,1', /inside a cell/],
    ['text behind a closing quote', '"a"b,1', /behind the quote/],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0x2c, 0x31]), /no.*UTF-8|not UTF-8/],
  ])('with %s are told as such, and the next line is read as ever', (_name, bad, why) => {
    const content = Buffer.concat([Buffer.from('a,b\n'), Buffer.from(bad), Buffer.from('\nc,d\n')]);
    const [, broken, next] = read(content);
    expect(broken).toMatchObject({ line: 2, cells: [], trouble: expect.stringMatching(why) });
    expect(next).toMatchObject({ line: 3, trouble: undefined, cells: [{ text: 'c' }, { text: 'd' }] });
  });

  it('say so when a quote is never closed', () => {
    expect(read('a,b\n1,"x\ny,z\n')[1]).toMatchObject({
      line: 2,
      trouble: expect.stringMatching(/none closes/),
    });
  });

  it('are what was written, whatever stands in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', ';', '\t', 'a') }),
      fc.string({ unit: 'grapheme' }),
    );
    const table = fc.array(fc.tuple(cell, fc.option(cell), cell), { minLength: 1 });
    fc.assert(
      fc.property(table, (rows) => {
        const content = rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
        const header = 'first,second,third\r\n';
        const back = read(header + content).slice(1);
        expect(back.map(({ cells }) => cells.map(({ text }) => withoutGuard(text)))).toEqual(
          rows.map((row) => row.map((text) => text ?? '')),
        );
        expect(back.map(({ cells }) => cells[1]?.isQuoted === false && cells[1].text === '')).toEqual(
          rows.map(([, middle]) => middle === null),
        );
      }),
    );
  });
});
