/** A message of a text file as the frame it stands for. */
import { basename, extname } from 'node:path';
import { parseStreamName, readGdnTopic } from '../../../shared/domain/stream-name.ts';
import type { ImportStream } from './import-batches.ts';

export interface ReadMessage {
  readonly stream: string;
  readonly receivedAt: number | undefined;
  readonly frame: string;
}

/** A message, or why there is none: words that go on "line 7 (…)". */
export type Reading = ReadMessage | { readonly why: string };

export function importStream(fullName: string): ImportStream {
  const parsing = parseStreamName(fullName);
  return { fullName, title: parsing.ok ? readGdnTopic(parsing.name.topic).name : fullName };
}

/** What messages are put into when their file names no stream. */
export const streamOfFile = (path: string): string =>
  basename(path, extname(path)).slice(0, longestStreamName) || 'messages';

export const longestStreamName = 1_000;

/** The members of a JSON object's text; undefined when it is none. */
export function objectOf(text: string): ReadonlyMap<string, unknown> | undefined {
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** Names only; none of an absent text. */
export function namesOf(text: string | null): ReadonlySet<string> | undefined {
  if (text === null) return new Set();
  const members = objectOf(text);
  return members && new Set(members.keys());
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
