import type { KnownField } from '../../shared/domain/filter/completions.ts';
import { pathText } from '../../shared/domain/filter/field-text.ts';
import { payloadValueOf, type PayloadValue } from '../../shared/domain/filter/payload-value.ts';
import type { FieldPath, Literal } from '../../shared/domain/filter/syntax-tree.ts';

export interface SeenMessage {
  readonly key: string | null;
  readonly properties: readonly (readonly [name: string, value: string])[];
  /** The payload as text where it is JSON. */
  readonly json: string | undefined;
}

/** More fields than anybody scrolls through. */
const mostFields = 400;
const deepest = 8;
/** Values kept of one field; the most frequent are offered. */
const mostValues = 60;
const mostSamples = 20;
/** A longer text is not offered: nobody picks it from a list. */
const longestSample = 80;

interface Seen {
  readonly type: KnownField['type'];
  readonly counts: Map<Literal, number>;
}

/** The fields of some messages with the values they had, most frequent first. */
export function fieldsSeenIn(messages: readonly SeenMessage[]): readonly KnownField[] {
  const seen = new Map<string, Seen>();
  const note = (path: FieldPath, value: PayloadValue): void => {
    const text = pathText(path);
    const field = seen.get(text) ?? { type: typeOf(value), counts: new Map<Literal, number>() };
    if (!seen.has(text) && seen.size >= mostFields) return;
    seen.set(text, field);
    if (!isLiteral(value) || (typeof value === 'string' && value.length > longestSample)) return;
    if (field.counts.has(value) || field.counts.size < mostValues)
      field.counts.set(value, (field.counts.get(value) ?? 0) + 1);
  };
  for (const { key, properties, json } of messages) {
    if (key !== null) note({ field: 'key', steps: [] }, key);
    for (const [name, value] of properties) note({ field: 'properties', steps: [name] }, value);
    if (json !== undefined) walk({ field: 'value', steps: [] }, payloadValueOf(json), note);
  }
  return Array.from(seen, ([path, { type, counts }]) => ({ path, type, samples: mostFrequent(counts) }));
}

function walk(
  path: FieldPath,
  value: PayloadValue,
  note: (path: FieldPath, value: PayloadValue) => void,
): void {
  if (path.steps.length > 0) note(path, value);
  if (path.steps.length >= deepest || value === null || typeof value !== 'object') return;
  // One element stands for all of a list: their fields are mostly the same.
  const members = isList(value) ? value.slice(0, 1).entries() : Object.entries(value);
  for (const [step, member] of members) walk({ ...path, steps: [...path.steps, step] }, member, note);
}

function isList(value: PayloadValue): value is readonly PayloadValue[] {
  return Array.isArray(value);
}

function isLiteral(value: PayloadValue): value is Literal {
  return value === null || typeof value !== 'object';
}

function typeOf(value: PayloadValue): KnownField['type'] {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  const type = typeof value;
  return type === 'string' || type === 'boolean' || type === 'object' ? type : 'number';
}

function mostFrequent(counts: ReadonlyMap<Literal, number>): Literal[] {
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostSamples)
    .map(([value]) => value);
}
