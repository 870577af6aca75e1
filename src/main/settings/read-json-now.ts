import { readFileSync } from 'node:fs';

/**
 * A small file's content at once, or undefined when there is none to use. For the start alone, when nothing else runs
 * yet that could be held up.
 */
export function readJsonNow(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A member of what may be anything. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
