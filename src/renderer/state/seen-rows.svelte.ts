import type { MessageRow } from './message-rows.ts';

type ReadRow = Pick<MessageRow, 'seq' | 'publishTime' | 'receivedAt' | 'eventTime'>;

/** The extremes of the rows read so far, so that columns can have room for them before the next one is drawn. */
export class SeenRows {
  largestSeq = $state(0);
  /** Of all times of a message, epoch milliseconds; undefined while there are none. */
  earliest = $state<number>();
  latest = $state<number>();

  learn(rows: readonly ReadRow[]): void {
    let { largestSeq, earliest = Infinity, latest = -Infinity } = this;
    for (const { seq, publishTime, receivedAt, eventTime } of rows) {
      largestSeq = Math.max(largestSeq, seq);
      for (const time of [publishTime, receivedAt, eventTime]) {
        if (time === null) continue;
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
      }
    }
    this.largestSeq = largestSeq;
    if (earliest > latest) return;
    this.earliest = earliest;
    this.latest = latest;
  }
}
