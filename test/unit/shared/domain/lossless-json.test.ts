import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJsonString, type JsonDocument } from '../../../../src/shared/domain/lossless-json.ts';
import { parseJson } from '../../../../src/shared/domain/lossless-json-parser.ts';
import { parseJsonInSlices } from '../../../../src/shared/domain/lossless-json-slices.ts';

const documentOf = (text: string): JsonDocument => {
  const outcome = parseJson(text);
  if (!outcome.ok) throw new Error(`${outcome.problem.reason} at ${outcome.problem.offset}`);
  return outcome.document;
};

const problemOf = (text: string) => {
  const outcome = parseJson(text);
  if (outcome.ok) throw new Error('The text was taken for JSON.');
  return outcome.problem;
};

/** The value as JSON.parse would give it, built from the nodes, so that both can be compared. */
const valueOf = (document: JsonDocument, node = 0): unknown => {
  switch (document.kind(node)) {
    case 'object':
      return Object.fromEntries(
        [...document.children(node)].map((child) => [document.key(child), valueOf(document, child)]),
      );
    case 'array':
      return [...document.children(node)].map((child) => valueOf(document, child));
    case 'string':
      return decodeJsonString(document.raw(node));
    case 'number':
    case 'boolean':
    case 'null':
      return JSON.parse(document.raw(node)) as unknown;
  }
};

describe('a lossless JSON document', () => {
  it('keeps the order of keys, repeated keys and every digit of a number', () => {
    const document = documentOf('{"b":9007199254740993,"a":1.10,"b":1e400,"__proto__":-0}');
    const members = [...document.children(0)].map((node) => [document.key(node), document.raw(node)]);
    expect(members).toEqual([
      ['b', '9007199254740993'],
      ['a', '1.10'],
      ['b', '1e400'],
      ['__proto__', '-0'],
    ]);
  });

  it('keeps strings as written and decodes them on demand, lone surrogates included', () => {
    const document = documentOf(String.raw`["é", "\u00e9\n", "\ud800", "😀"]`);
    const [plain, escaped, lone, emoji] = [...document.children(0)].map((node) => document.raw(node));
    expect(plain).toBe('"é"');
    expect(escaped).toBe(String.raw`"\u00e9\n"`);
    expect(decodeJsonString(escaped ?? '')).toBe('é\n');
    expect(decodeJsonString(lone ?? '')).toBe('\ud800');
    expect(emoji).toBe('"😀"');
  });

  it('tells the path of a node and finds a node by its path', () => {
    const document = documentOf('{"items":[{"sku":"A"},{"sku":"B","tags":["x","y"]}]}');
    const node = document.find(['items', 1, 'tags', 1]);
    expect(node).toBeDefined();
    expect(document.raw(node ?? 0)).toBe('"y"');
    expect(document.path(node ?? 0)).toEqual(['items', 1, 'tags', 1]);
    expect(document.find(['items', 2])).toBeUndefined();
    expect(document.find([])).toBe(0);
  });

  it('tells which node an offset lies in, and none for punctuation', () => {
    const text = '{"a": [10, "b\\"c"]}';
    const document = documentOf(text);
    expect(document.nodeAt(text.indexOf('a'))).toBe(1);
    expect(document.nodeAt(text.indexOf('10'))).toBe(2);
    expect(document.nodeAt(text.indexOf('c'))).toBe(3);
    expect(document.nodeAt(text.indexOf('['))).toBeUndefined();
    expect(document.nodeAt(0)).toBeUndefined();
  });

  it('skips whole subtrees by the next node', () => {
    const document = documentOf('[[1,[2,3]],4]');
    expect(document.next(1)).toBe(6);
    expect(document.raw(6)).toBe('4');
    expect(document.childCount(0)).toBe(2);
    expect(document.depth(4)).toBe(3);
  });

  it('takes a hundred thousand nested arrays without running out of stack', () => {
    const depth = 100_000;
    const document = documentOf(`${'['.repeat(depth)}7${']'.repeat(depth)}`);
    expect(document.nodeCount).toBe(depth + 1);
    expect(document.depth(depth)).toBe(depth);
    expect(document.raw(depth)).toBe('7');
  });

  it('takes a million elements', () => {
    const document = documentOf(`[${'1,'.repeat(999_999)}2]`);
    expect(document.childCount(0)).toBe(1_000_000);
    expect(document.index(1_000_000)).toBe(999_999);
    expect(document.raw(1_000_000)).toBe('2');
  });

  it('agrees with JSON.parse about every value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 4 }), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(valueOf(documentOf(spaced))).toEqual(JSON.parse(spaced));
      }),
    );
  });

  it('accepts exactly the texts that JSON.parse accepts', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '.5',
      'e1',
      '01',
      'true',
      'nul',
      ' ',
      '\\',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        let accepted = true;
        try {
          JSON.parse(text);
        } catch {
          accepted = false;
        }
        expect(parseJson(text).ok).toBe(accepted);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a text that is no JSON', () => {
  it.each([
    ['', 0, 'There is no value: the text is empty.'],
    ['   ', 3, 'There is no value: the text is empty.'],
    ['{"a":1,}', 7, 'No comma may stand before }.'],
    ['[1,]', 3, 'No comma may stand before ].'],
    ['{a:1}', 1, 'A key in double quotes must stand here.'],
    ['{"a" 1}', 5, 'A colon must follow the key.'],
    ['[1 2]', 3, 'A comma or ] must follow the element.'],
    ['{"a":1 "b":2}', 7, 'A comma or } must follow the member.'],
    ['[1', 2, 'The text ends within an array.'],
    ['{"a":', 5, 'The text ends within an object.'],
    ['"abc', 4, 'The text ends within a string.'],
    ['"a\u0000b"', 2, 'A control character in a string must be escaped.'],
    [String.raw`"\x"`, 1, 'There is no such escape in a JSON string.'],
    [String.raw`"\u12g4"`, 1, 'Four hex digits must follow \\u.'],
    ['01', 1, 'This number is not written as JSON wants it.'],
    ['1.', 1, 'This number is not written as JSON wants it.'],
    ['-', 0, 'A digit must follow the minus sign.'],
    ['NaN', 0, 'A value must stand here.'],
    ['{} x', 3, 'There is more text after the value.'],
  ])('%j is refused at offset %i: %s', (text, offset, reason) => {
    expect(problemOf(text)).toMatchObject({ offset, reason });
  });

  it('is told line and column from one', () => {
    expect(problemOf('{\n  "a": 1,\n  "b": ?\n}')).toMatchObject({ line: 3, column: 8 });
  });
});

describe('parsing in slices', () => {
  it('gives the same document, pausing whenever a slice of time is over', async () => {
    const text = JSON.stringify(Array.from({ length: 50_000 }, (_, index) => ({ index, name: `n${index}` })));
    let clock = 0;
    let pauses = 0;
    const shares: number[] = [];
    const outcome = await parseJsonInSlices(text, {
      now: () => (clock += 5),
      pause: () => {
        pauses += 1;
        return Promise.resolve();
      },
      onprogress: (share) => shares.push(share),
    });
    if (!outcome?.ok) throw new Error('Valid JSON was refused.');
    expect(outcome.document.childCount(0)).toBe(50_000);
    expect(pauses).toBeGreaterThan(10);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('stops when it is aborted', async () => {
    const aborter = new AbortController();
    const outcome = await parseJsonInSlices(`[${'1,'.repeat(200_000)}1]`, {
      now: () => Number.MAX_SAFE_INTEGER,
      pause: () => {
        aborter.abort();
        return Promise.resolve();
      },
      sliceMs: 0,
      signal: aborter.signal,
    });
    expect(outcome).toBeUndefined();
  });
});
