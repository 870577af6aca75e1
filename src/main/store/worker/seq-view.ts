/** Which seq stands at which position of a view: of a stream that is arithmetic, of a filtered list a look-up. */

export interface SeqView {
  readonly streamId: number;
  readonly count: number;
  /** Undefined beyond the end. */
  readonly seqAt: (position: number) => number | undefined;
  /** Undefined when the view does not show it. */
  readonly positionOf: (seq: number) => number | undefined;
}

export function streamSeqs(stream: {
  readonly id: number;
  readonly first_seq: number;
  readonly next_seq: number;
}): SeqView {
  const { id, first_seq: first, next_seq: next } = stream;
  return {
    streamId: id,
    count: next - first,
    seqAt: (position) => (first + position < next ? first + position : undefined),
    positionOf: (seq) => (seq >= first && seq < next ? seq - first : undefined),
  };
}
