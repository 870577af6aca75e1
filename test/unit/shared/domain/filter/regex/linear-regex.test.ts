import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLinearRegex } from '../../../../../../src/shared/domain/filter/regex/linear-regex.ts';

function matches(pattern: string, text: string): boolean {
  const compilation = compileLinearRegex(pattern);
  if (!compilation.ok) throw new Error(`${pattern}: ${compilation.reason}`);
  return compilation.regex.test(text);
}

function refusal(pattern: string): string {
  const compilation = compileLinearRegex(pattern);
  return compilation.ok ? 'not refused' : compilation.reason;
}

/** Patterns that both engines read alike, over few letters so that texts often match. */
const patternText: fc.Arbitrary<string> = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('part'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => left + right),
    fc.tuple(tie('pattern'), tie('pattern')).map(([left, right]) => `(?:${left}|${right})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?'))
      .map(([inner, repeat]) => `(${inner})${repeat}`),
  ),
  part: fc.constantFrom('a', 'b', '-', '.', '[ab]', '[^a]', '\\w', '\\W', '\\b', '\\B', '^', '$', '\\d', ''),
})).pattern;

describe('patterns of matches()', () => {
  it('agree with the engine of the language on everything both understand', () => {
    fc.assert(
      fc.property(
        patternText,
        fc.string({ unit: fc.constantFrom('a', 'b', '-', '1', '\n', '😀') }),
        (pattern, text) => {
          // V8 looks for \B in the middle of a surrogate pair too, where the language has no position.
          fc.pre(!(pattern.includes('\\B') && text.includes('😀')));
          expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['^ord-\\d{3}$', 'ord-123', true],
    ['^ord-\\d{3}$', 'ord-1234', false],
    ['(?i)ERROR', 'an Error', true],
    ['(?i)straße', 'STRAßE', true],
    ['(?i)[^a]', 'A', false],
    ['(?m)^two$', 'one\ntwo\nthree', true],
    ['^two$', 'one\ntwo\nthree', false],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['^.$', '😀', true],
    ['[\\d.-]+x', '3.1-x', true],
    ['\\x41\\x{1F600}\\u0042', 'A😀B', true],
    ['(?P<name>a)(?<other>b)', 'ab', true],
    ['', '', true],
    ['a{0}b', 'b', true],
    ['[]a]', ']', true],
    ['{', '{', true],
    ['\\Aab\\z', 'ab', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('refuses what could not be matched in linear time, and says so', () => {
    expect(refusal('(a)\\1')).toContain('back references');
    expect(refusal('a(?=b)')).toContain('look-ahead');
    expect(refusal('(?<!a)b')).toContain('look-behind');
  });

  it.each([
    '(',
    ')',
    '[a',
    '[b-a]',
    'a**',
    '*a',
    '\\',
    '\\q',
    'a{5,2}',
    'a{2000}',
    '(?q)a',
    '[[:alpha:]]',
    '\\x{110000}',
  ])('refuses %s with a reason', (pattern) => {
    expect(refusal(pattern)).not.toBe('not refused');
  });

  it('refuses repetitions that multiply beyond bounds, and brackets nested without end', () => {
    expect(refusal('((a{1000}){1000}){1000}')).toContain('unfold');
    expect(refusal('('.repeat(60) + ')'.repeat(60))).toContain('deep');
    expect(refusal('a'.repeat(1_001))).toContain('longer');
  });

  it('never throws and never hangs on any pattern', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|\\^$.,-0123?:<>=!Pidws') }),
        (pattern) => {
          const compilation = compileLinearRegex(pattern);
          expect(compilation.ok ? typeof compilation.regex.test('aab-12') : compilation.reason).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('needs time in proportion to the text where a backtracking engine would never end', () => {
    const text = `${'a'.repeat(200_000)}!`;
    expect(matches('^(a+)+$', text)).toBe(false);
    expect(matches('(a|a)*b', text)).toBe(false);
    expect(matches('a*a*a*a*a*b', text)).toBe(false);
    expect(matches('(.*)(.*)(.*)(.*)x', text)).toBe(false);
  });

  it('goes on when it met more sets of places than it keeps', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => ((index * index) % 7 < 3 ? 'a' : 'b')).join('');
    const pattern = '(a|b)*a(a|b){14}c';
    expect(matches(pattern, text)).toBe(false);
    expect(matches(pattern, `${text}${'a'.repeat(15)}c`)).toBe(true);
  });
});
