export type TokenKind = 'key' | 'string' | 'number' | 'literal' | 'plain';

export interface PreviewToken {
  readonly kind: TokenKind;
  readonly text: string;
}

/** More of a line than any column shows; the rest is one plain token. */
const mostColoured = 240;

const pattern = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** A one-line preview of JSON cut into coloured pieces. It reads letters, not meaning: the inspector parses. */
export function previewTokens(preview: string): readonly PreviewToken[] {
  const head = preview.slice(0, mostColoured);
  const tokens: PreviewToken[] = [];
  let end = 0;
  for (const match of head.matchAll(pattern)) {
    const [whole, quoted, colon, number] = match;
    if (match.index > end) tokens.push({ kind: 'plain', text: head.slice(end, match.index) });
    end = match.index + whole.length;
    if (quoted !== undefined) {
      tokens.push({ kind: colon === undefined ? 'string' : 'key', text: quoted });
      if (colon !== undefined) tokens.push({ kind: 'plain', text: colon });
    } else {
      tokens.push({ kind: number === undefined ? 'literal' : 'number', text: whole });
    }
  }
  const rest = preview.slice(end);
  return rest === '' ? tokens : [...tokens, { kind: 'plain', text: rest }];
}
