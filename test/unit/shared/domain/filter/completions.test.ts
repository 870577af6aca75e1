import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt, type KnownField } from '../../../../../src/shared/domain/filter/completions.ts';

const known: readonly KnownField[] = [
  { path: 'value.order', type: 'object', samples: [] },
  { path: 'value.order.total', type: 'number', samples: [150, 9.5] },
  { path: 'value.order.status', type: 'string', samples: ['paid', 'new "x"'] },
  { path: 'value.items', type: 'list', samples: [] },
  { path: 'properties.region', type: 'string', samples: ['eu', 'us'] },
];

/** The cursor stands at the bar. */
function offered(textWithCursor: string): { labels: string[]; replaces: string } {
  const offset = textWithCursor.indexOf('|');
  const text = textWithCursor.replace('|', '');
  const { from, to, items } = completionsAt(text, offset, known);
  return { labels: items.map(({ label }) => label), replaces: text.slice(from, to) };
}

describe('completion in a filter', () => {
  it('offers fields, functions and constants where a name may begin', () => {
    const { labels } = offered('|');
    expect(labels).toEqual(expect.arrayContaining(['key', 'value', 'value.order.total', 'has', 'null']));
    expect(offered('key == "a" && de|').labels).toEqual(['deliveries']);
    expect(offered('key == "a" && de|').replaces).toBe('de');
  });

  it('offers the steps seen below a path, with the methods its value has', () => {
    expect(offered('value.|').labels).toEqual(expect.arrayContaining(['order', 'items', 'startsWith']));
    expect(offered('value.order.|').labels).toEqual(['total', 'status', 'size']);
    expect(offered('value.order.status.st|').labels).toEqual(['startsWith']);
    expect(offered('value.?order.?st|').labels).toEqual(['status']);
    expect(offered('properties.|').labels).toEqual(['region', 'size']);
    expect(offered('value.items.e|').labels).toEqual(['exists']);
    expect(offered('publishTime.|').labels).toEqual(['getHours', 'getDayOfWeek']);
  });

  it('offers values seen behind a comparison, as literals', () => {
    expect(offered('value.order.status == |').labels.slice(0, 2)).toEqual(['"paid"', '"new \\"x\\""']);
    expect(offered('value.order.total > |').labels.slice(0, 2)).toEqual(['150', '9.5']);
    expect(offered('properties.region in ["eu", |').labels.slice(0, 2)).toEqual(['"eu"', '"us"']);
    expect(offered('state == |').labels).toContain('"unacked"');
  });

  it('replaces a text in quotes as a whole, and an open quote only up to the cursor', () => {
    expect(offered('state == "un|acked" && key == "a"')).toEqual({
      labels: ['"unacked"'],
      replaces: '"unacked"',
    });
    expect(offered('state == "un| && key == ')).toEqual({ labels: ['"unacked"'], replaces: '"un' });
  });

  it('offers nothing in comments and in texts that are compared with nothing', () => {
    expect(offered('key == "a" // val|').labels).toEqual([]);
    expect(offered('text.contains("va|")').labels).toEqual([]);
  });

  it('never throws, wherever the cursor stands', () => {
    const piece = fc.constantFrom(
      'value',
      '.',
      'order',
      ' == ',
      '"paid"',
      '"',
      '[',
      ']',
      'in',
      ',',
      '?',
      '//',
      '😀',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(60), (pieces, offset) => {
        const text = pieces.join('');
        const { from, to } = completionsAt(text, Math.min(offset, text.length), known);
        expect(from >= 0 && from <= to && to <= text.length).toBe(true);
      }),
    );
  });
});
