import { expect } from 'vitest';

/** Words of a refusal that mean the same everywhere; everything else differs from one service to the next. */
const exactNames = new Set(['error', 'code', 'errorNum', 'errorMessage', 'message', 'reason']);

/**
 * What an answer of the same form as an example matches: the same members, each of the same type, and the very values only
 * where they are the meaning (`exactNames`, true and false). Members in `assumed` may be anything or missing.
 */
export function likenessOf(example: unknown, assumed: readonly string[] = []): unknown {
  if (typeof example === 'string') return expect.any(String);
  if (typeof example === 'number') return expect.any(Number);
  if (Array.isArray(example)) {
    return example.length === 0
      ? expect.any(Array)
      : expect.arrayContaining([likenessOf(example[0], assumed)]);
  }
  if (typeof example !== 'object' || example === null) return example;
  const members = Object.entries(example).filter(([name]) => !assumed.includes(name));
  return expect.objectContaining(
    Object.fromEntries(
      members.map(([name, value]) => [name, exactNames.has(name) ? value : likenessOf(value, assumed)]),
    ),
  );
}
