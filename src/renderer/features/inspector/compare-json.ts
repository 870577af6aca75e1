import { diffJson, type JsonDifference } from '../../../shared/domain/json-diff.ts';
import { parseJson } from '../../../shared/domain/lossless-json-parser.ts';

/** Longer texts are not parsed for a comparison: it would hold up a frame. */
const maxComparedCharacters = 1024 * 1024;

/** Undefined when there is too much to compare by structure, or either is no JSON. */
export function compareJson(before: string, after: string): JsonDifference | undefined {
  if (before.length > maxComparedCharacters || after.length > maxComparedCharacters) return undefined;
  const old = parseJson(before);
  const now = parseJson(after);
  return old.ok && now.ok ? diffJson(old.document, now.document) : undefined;
}
