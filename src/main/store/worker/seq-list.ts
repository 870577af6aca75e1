/** Ascending seqs of one stream, four bytes each: the matches of a filter over ten million rows fit in 40 MB. */

export interface SeqList {
  readonly length: () => number;
  readonly push: (seq: number) => void;
  /** Seqs at these positions. */
  readonly slice: (from: number, to: number) => number[];
  /** The seq at this position; undefined beyond the end. */
  readonly at: (position: number) => number | undefined;
  /** How many seqs lie below this one. */
  readonly countBelow: (seq: number) => number;
}

const firstCapacity = 1024;

/** No seq may lie below `base` or 2^32 above it. */
export function createSeqList(base: number): SeqList {
  let values = new Uint32Array(firstCapacity);
  let length = 0;
  return {
    length: () => length,
    push: (seq) => {
      if (length === values.length) {
        const larger = new Uint32Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = seq - base;
      length += 1;
    },
    slice: (from, to) => Array.from(values.subarray(from, Math.min(to, length)), (value) => value + base),
    at: (position) => {
      const value = position < length ? values[position] : undefined;
      return value === undefined ? undefined : value + base;
    },
    countBelow: (seq) => {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((values[middle] ?? 0) + base < seq) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
