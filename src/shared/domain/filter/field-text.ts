/** Paths and values as filter text, and back from the tree: what the builders write, the parser reads unchanged. */
import type { FieldPath, Literal } from './syntax-tree.ts';

const plainName = /^[A-Za-z_]\w*$/;
/** Words that the language keeps for itself: as a step they need quotes. */
const reserved = new Set(
  (
    'as break const continue else for function if import let loop package namespace return var void while ' +
    'in true false null __proto__ prototype'
  ).split(' '),
);

export function pathText(path: FieldPath): string {
  return path.field + path.steps.map((step) => stepText(step, '')).join('');
}

/** `value.?order.?total`: reads as absent instead of failing when something on the way is missing. */
export function optionalPathText(path: FieldPath): string {
  return path.field + path.steps.map((step) => stepText(step, '?')).join('');
}

function stepText(step: string | number, mark: '' | '?'): string {
  if (typeof step === 'number') return `[${mark}${step}]`;
  return plainName.test(step) && !reserved.has(step) ? `.${mark}${step}` : `[${mark}${stringText(step)}]`;
}

/** Undefined for what has no literal: an infinite number, text with half a surrogate pair. */
export function literalText(value: Literal): string | undefined {
  if (typeof value === 'string') return isWellFormed(value) ? stringText(value) : undefined;
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return undefined;
  const text = String(value);
  // A whole number without a point is an int, which compares equal; beyond 2^53 it would name another one.
  return Number.isSafeInteger(value) || /[.e]/.test(text) ? text : `${text}.0`;
}

export function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function stringText(text: string): string {
  return `"${Array.from(text, escaped).join('')}"`;
}

function escaped(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const unit = character.charCodeAt(0);
  const isVisible = unit >= 0x20 && unit !== 0x7f && unit !== 0x2028 && unit !== 0x2029;
  return isVisible ? character : `\\u${unit.toString(16).padStart(4, '0')}`;
}

const shortEscapes: Partial<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
