import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../src/renderer/styles/tokens.css', import.meta.url), 'utf8');

const tokensOf = (theme: 'dark' | 'light'): ReadonlyMap<string, string> => {
  const block = new RegExp(String.raw`:root\[data-theme='${theme}'\] \{([^}]*)\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
};

const channel = (value: number): number =>
  value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const surfaces = ['window', 'panel', 'raised', 'hover', 'selected', 'selected-quiet', 'float'].map(
  (name) => `surface-${name}`,
);
const texts = ['text', 'text-muted', 'text-faint', 'ok', 'doubtful', 'bad', 'pending'];
const data = ['json-key', 'json-string', 'json-number', 'json-literal', 'json-punctuation'];

const tints = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'];

const pairs: readonly (readonly [string, string, number])[] = [
  ...texts.flatMap((text) => surfaces.map((surface) => [text, surface, 4.5] as const)),
  ...data.flatMap((text) =>
    ['surface-panel', 'surface-raised', 'surface-hover', 'surface-selected-quiet'].map(
      (surface) => [text, surface, 4.5] as const,
    ),
  ),
  // Everything a row of the table shows stands on the colour of its rule.
  ...[...texts, ...data].flatMap((text) => tints.map((tint) => [text, `tint-${tint}-soft`, 4.5] as const)),
  ...tints.flatMap((tint) => [
    [`tint-${tint}`, 'surface-panel', 3] as const,
    [`tint-${tint}`, `tint-${tint}-soft`, 3] as const,
  ]),
  ['text-muted', 'surface-strong', 4.5],
  ['text', 'surface-strong', 4.5],
  ['accent-contrast', 'accent', 4.5],
  ['accent-contrast', 'accent-hover', 4.5],
  ['bad-contrast', 'bad-fill', 4.5],
  ['observe', 'observe-soft', 4.5],
  ['consume', 'consume-soft', 4.5],
  ['offline', 'offline-soft', 4.5],
  ['ok', 'ok-soft', 4.5],
  ['doubtful', 'doubtful-soft', 4.5],
  ['bad', 'bad-soft', 4.5],
  ['text-muted', 'bad-soft', 4.5],
  ['text', 'match', 4.5],
  // Marks, not text: the ring of the focus and the edge of a box to tick.
  ['accent', 'surface-panel', 3],
  ['accent', 'surface-window', 3],
];

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme);

  it.each(pairs)('shows %s on %s with a contrast of at least %d', (front, back, least) => {
    expect(contrast(tokens.get(front) ?? '', tokens.get(back) ?? '')).toBeGreaterThanOrEqual(least);
  });

  it('has the same tokens as the other', () => {
    const other = tokensOf(theme === 'dark' ? 'light' : 'dark');
    expect([...tokens.keys()].sort()).toEqual([...other.keys()].sort());
  });
});
