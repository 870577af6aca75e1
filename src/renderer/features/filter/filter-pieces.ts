import type { FilterError } from '../../../shared/domain/filter/filter-error.ts';
import { tokensOf, type TokenKind } from '../../../shared/domain/filter/filter-tokens.ts';

/** A run of filter text in one colour. */
export interface FilterPiece {
  readonly kind: TokenKind | 'blank';
  readonly text: string;
  readonly isWrong: boolean;
}

/** The whole text, blanks included, cut where the colour or the mistake begins or ends. */
export function filterPieces(text: string, problem: FilterError | undefined): readonly FilterPiece[] {
  const pieces: FilterPiece[] = [];
  let at = 0;
  const cut = (to: number, kind: FilterPiece['kind']): void => {
    const edges = [problem?.from ?? 0, problem?.to ?? 0].filter((edge) => edge > at && edge < to);
    for (const end of [...edges, to]) {
      if (end <= at) continue;
      const isWrong = problem !== undefined && at >= problem.from && at < problem.to;
      pieces.push({ kind, text: text.slice(at, end), isWrong });
      at = end;
    }
  };
  for (const { kind, from, to } of tokensOf(text)) {
    cut(from, 'blank');
    cut(to, kind);
  }
  cut(text.length, 'blank');
  return pieces;
}
