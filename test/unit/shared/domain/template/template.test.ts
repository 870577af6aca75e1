import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TemplateSource } from '../../../../../src/shared/domain/template/generator.ts';
import { parseTemplate } from '../../../../../src/shared/domain/template/template.ts';

function sourceOf(randoms: readonly number[] = [0], sequence = 7): TemplateSource {
  let at = -1;
  return {
    sequence,
    now: Date.parse('2026-05-01T12:00:00.250Z'),
    random: () => {
      at += 1;
      return randoms[at % randoms.length] ?? 0;
    },
  };
}

function rendered(text: string, source = sourceOf()): string {
  const parsing = parseTemplate(text);
  if (!parsing.ok) throw new Error(parsing.errors.map(({ message }) => message).join(' '));
  return parsing.template.render(source);
}

function errorsOf(text: string): string[] {
  const parsing = parseTemplate(text);
  return parsing.ok ? [] : parsing.errors.map(({ message, from, to }) => `${from}-${to} ${message}`);
}

describe('a template', () => {
  it.each([
    ['order-{{seq}} {{seq 100}} {{seq -7}}', 'order-8 107 0'],
    [
      '{{now}} {{now iso}} {{now ms}} {{now s}}',
      '2026-05-01T12:00:00.250Z 2026-05-01T12:00:00.250Z 1777636800250 1777636800',
    ],
    ['{{int 1 100}} {{int -5 -5}} {{float 10 200}} {{float 1 2 0}}', '1 -5 10.00 1'],
    ['{{pick "a b" c}} {{string 3}} {{string 0}}', 'a b AAA '],
    ['{{ pick  "say \\"}}\\" \\\\ \\n" }}', 'say "}}" \\ \n'],
    ['{"n":{{seq}}}', '{"n":8}'],
    ['{"a":{"b":{"c":{{int 3 3}}}}}', '{"a":{"b":{"c":3}}}'],
    ['{{{seq}}}', '{8}'],
    ['{{"{{"}}seq}} }} { } \\', '{{seq}} }} { } \\'],
    ['', ''],
  ])('%j renders as %j', (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });

  it('reaches both ends of what it chooses from, and nothing beyond', () => {
    const text = '{{int 1 3}} {{pick "a" "b" "c"}} {{float 0 1 3}} {{string 1}}';
    expect(rendered(text, sourceOf([0.999999999]))).toBe('3 c 1.000 9');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const [int, picked] = rendered(text, sourceOf([random])).split(' ');
        expect(['1', '2', '3']).toContain(int);
        expect(['a', 'b', 'c']).toContain(picked);
      }),
    );
  });

  it('makes UUIDs of version 4', () => {
    expect(rendered('{{uuid}}')).toBe('00000000-0000-4000-8000-000000000000');
    expect(rendered('{{uuid}}', sourceOf([0.9, 0.3, 0.6]))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('gives the same message from the same source, and another one from another', () => {
    const text = '{{uuid}} {{int 0 1000000}} {{seq}}';
    expect(rendered(text, sourceOf([0.1, 0.7]))).toBe(rendered(text, sourceOf([0.1, 0.7])));
    expect(rendered(text, sourceOf([0.1, 0.7]))).not.toBe(rendered(text, sourceOf([0.2, 0.7])));
  });

  it('knows whether anything in it is generated', () => {
    const isGenerated = (text: string): boolean | undefined => {
      const parsing = parseTemplate(text);
      return parsing.ok ? parsing.template.isGenerated : undefined;
    };
    expect(isGenerated('plain {{"{{"}}')).toBe(false);
    expect(isGenerated('{{seq}}')).toBe(true);
  });

  it.each([
    [
      'a {{nope}}',
      ['2-10 There is no generator "nope". There are seq, uuid, now, int, float, pick, string.'],
    ],
    ['{{seq', ['0-5 This is never closed with }}.']],
    ['{{pick "a}} b', ['0-13 This is never closed with }}.']],
    ['{{}}', ['0-4 A generator is missing between {{ and }}.']],
    ['{{"a" "b"}}', ['0-11 A quoted text stands alone: {{"{{"}}.']],
    ['{{int 5 1}} {{int 1}} {{int 1 x}}', expect.arrayContaining([expect.stringContaining('1 is less')])],
    ['{{int -9007199254740991 9007199254740991}}', [expect.stringContaining('so many')]],
    ['{{now yesterday}}', [expect.stringContaining('iso, ms or s')]],
    ['{{uuid 4}}', [expect.stringContaining('takes nothing')]],
    ['{{pick}}', [expect.stringContaining('choose from')]],
    ['{{string 99999999}}', [expect.stringContaining('65536')]],
    ['{{float 1 2 99}}', [expect.stringContaining('decimals')]],
    ['{{seq 1 2}}', [expect.stringContaining('first number')]],
  ])('%j is refused with %j', (text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });

  it('tells every error with its line and column', () => {
    const parsing = parseTemplate('{{seq}}\n ab {{x}}\n{{int 1}}');
    expect(parsing.ok ? [] : parsing.errors).toMatchObject([
      { line: 2, column: 5 },
      { line: 3, column: 1 },
    ]);
  });

  it('never throws, and leaves text without holes as it is', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{',
      '}',
      '"',
      '\\',
      ' ',
      'seq',
      'int',
      '1',
      'pick',
      'é😀',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const parsing = parseTemplate(text);
        if (!text.includes('{{')) expect(rendered(text)).toBe(text);
        if (!parsing.ok) expect(parsing.errors.length).toBeGreaterThan(0);
      }),
    );
  });
});
