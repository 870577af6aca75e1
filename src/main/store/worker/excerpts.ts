/**
 * The part of a hit's payload that a search is about, where the beginning that every row shows does not show it. Read of
 * hits alone, and never more than the index reads of a payload, or the few bytes around a substring.
 */
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import type { SearchHit, SearchRequest } from '../../../shared/contract/schemas/search.ts';
import { markPattern, markTexts } from '../../../shared/domain/search-marks.ts';
import type { ReadableDb } from './brands.ts';
import { lineOf, previewCharacters } from './preview.ts';
import { indexedBodyBytes } from './search-texts.ts';

/** Letters of an excerpt before its match: what leads to it, and still the match is in sight. */
const lettersBefore = 60;
/** A letter has four bytes at most. */
const bytesBefore = 4 * lettersBefore;
const bytesOfExcerpt = 4 * previewCharacters;

const selectBody = `select substr(payload, 1, ${indexedBodyBytes}) from message where row_id = ?`;
/** The bytes around a text; of a payload without it nothing. */
const selectAround = `
  select substr(payload, max(1, at - ${bytesBefore}), at - max(1, at - ${bytesBefore}) + ${bytesOfExcerpt})
  from (select payload, instr(payload, cast(? as blob)) as at from message where row_id = ?) where at > 0`;

export interface Excerpts {
  readonly withExcerpts: (hits: readonly MessageSummary[], request: SearchRequest) => SearchHit[];
}

export function createExcerpts(db: ReadableDb): Excerpts {
  const body = db.prepare<[number], Buffer>(selectBody).pluck();
  const around = db.prepare<[string, number], Buffer>(selectAround).pluck();

  return {
    withExcerpts: (hits, { mode, text }) => {
      const pattern = markPattern(markTexts({ mode, text }));
      if (pattern === undefined) return [...hits];
      return hits.map((hit) => {
        const isText = hit.kind === 'json' || hit.kind === 'text';
        if (!isText || !hit.isPreviewCut || hit.preview.search(pattern) >= 0) return hit;
        const bytes = mode === 'words' ? body.get(hit.rowId) : around.get(text, hit.rowId);
        const excerpt = bytes && excerptOf(decoded(bytes), pattern, hit.size > bytes.length);
        return excerpt === undefined ? hit : { ...hit, excerpt };
      });
    },
  };
}

function excerptOf(text: string, pattern: RegExp, hasMore: boolean): SearchHit['excerpt'] {
  const at = text.search(pattern);
  if (at < 0) return undefined;
  const start = boundaryAt(text, Math.max(0, at - lettersBefore));
  const line = lineOf(text.slice(start), previewCharacters);
  return { text: line.text, isCut: line.isCut || hasMore };
}

/** Not in the middle of a letter that has two code units. */
function boundaryAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}

/** Bytes cut anywhere: what is left of a letter at either end is left out. */
function decoded(bytes: Buffer): string {
  let from = 0;
  while (from < Math.min(3, bytes.length) && isContinuation(bytes[from])) from += 1;
  return bytes.toString('utf8', from).replace(/\ufffd$/u, '');
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
