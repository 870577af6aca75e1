/** The value at a path of a JSON text, verbatim, found by walking over the text: nothing beside the path is parsed. */
import { endOfString, endOfValue, skipBlank } from './json-members.ts';

export type ValueStep = string | number;

/** Undefined when the text has no such value. Of repeated names the last counts, as in JSON.parse and in filters. */
export function rawValueAt(text: string, path: readonly ValueStep[]): string | undefined {
  let at = skipBlank(text, 0);
  for (const step of path) {
    const found = typeof step === 'number' ? elementAt(text, at, step) : memberAt(text, at, step);
    if (found === undefined) return undefined;
    at = found;
  }
  const raw = text.slice(at, endOfValue(text, at));
  return raw === '' ? undefined : raw;
}

/** Where the value of the member begins. */
function memberAt(text: string, from: number, name: string): number | undefined {
  if (text[from] !== '{') return undefined;
  let found: number | undefined;
  let at = skipBlank(text, from + 1);
  while (text[at] === '"') {
    const nameEnd = endOfString(text, at);
    const valueAt = skipBlank(text, skipBlank(text, nameEnd) + 1);
    if (isName(text.slice(at, nameEnd), name)) found = valueAt;
    at = skipBlank(text, endOfValue(text, valueAt));
    if (text[at] !== ',') break;
    at = skipBlank(text, at + 1);
  }
  return found;
}

function elementAt(text: string, from: number, index: number): number | undefined {
  if (text[from] !== '[') return undefined;
  let at = skipBlank(text, from + 1);
  if (text[at] === ']') return undefined;
  for (let passed = 0; passed < index; passed += 1) {
    at = skipBlank(text, endOfValue(text, at));
    if (text[at] !== ',') return undefined;
    at = skipBlank(text, at + 1);
  }
  return at;
}

function isName(quoted: string, name: string): boolean {
  if (!quoted.includes('\\')) return quoted.length === name.length + 2 && quoted.startsWith(name, 1);
  const decoded: unknown = JSON.parse(quoted);
  return decoded === name;
}
