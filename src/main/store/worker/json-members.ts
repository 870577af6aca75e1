/** Cuts an object's JSON text into its members without losing what parsing loses: order, repeats, digits. */

/** One member as it stands in the text: the name decoded, the value verbatim. */
export interface JsonMember {
  readonly name: string;
  readonly raw: string;
}

/** Members in order, repeated names included. The text must be a valid JSON object (it was parsed before). */
export function listMembers(text: string): JsonMember[] {
  const members: JsonMember[] = [];
  let at = skipBlank(text, 0) + 1;
  for (;;) {
    at = skipBlank(text, at);
    if (text[at] !== '"') return members;
    const nameEnd = endOfString(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    at = skipBlank(text, skipBlank(text, nameEnd) + 1);
    const valueEnd = endOfValue(text, at);
    if (typeof name === 'string') members.push({ name, raw: text.slice(at, valueEnd) });
    at = skipBlank(text, valueEnd);
    if (text[at] !== ',') return members;
    at += 1;
  }
}

/** The verbatim text of each value by name; the last one of a repeated name, as in JSON.parse. */
export function lastMembers(text: string): Map<string, string> {
  return new Map(listMembers(text).map(({ name, raw }) => [name, raw]));
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Offsets in a JSON text; past its end for one that is cut or no JSON. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

export function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

export function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (character === ',' || isBlank(text.charCodeAt(at)))) return at;
    at += 1;
  }
  return at;
}
