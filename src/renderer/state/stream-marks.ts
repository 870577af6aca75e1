import type { Mark } from '../../shared/contract/schemas/mark.ts';

/** The marks of one stream, oldest message first. */
export interface StreamMarks {
  readonly list: readonly Mark[];
  readonly bySeq: ReadonlyMap<number, Mark>;
}

export const noMarks: StreamMarks = { list: [], bySeq: new Map() };

export function marksOf(list: readonly Mark[]): StreamMarks {
  return { list, bySeq: new Map(list.map((mark) => [mark.seq, mark])) };
}
