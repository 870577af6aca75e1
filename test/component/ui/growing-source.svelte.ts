/** A row source whose length and version the test moves, with answers at once or when the test lets them go. */

import type { RowSource } from '../../../src/renderer/ui/virtual-table/row-source.ts';

export interface TestRow {
  readonly number: number;
  readonly key: string;
  readonly size: number;
}

export class GrowingSource implements RowSource<TestRow> {
  count = $state(0);
  version = $state(0);
  dropped = $state(0);
  isFilling = $state(false);
  /** When set, answers wait until the promise it returns resolves. */
  gate: (() => Promise<void>) | undefined;
  readonly requests: { readonly from: number; readonly count: number }[] = [];

  constructor(count: number) {
    this.count = count;
  }

  rows(from: number, count: number): readonly TestRow[] | Promise<readonly TestRow[]> {
    this.requests.push({ from, count });
    const dropped = this.dropped;
    const rows = Array.from({ length: Math.max(0, Math.min(count, this.count - from)) }, (_, offset) => {
      const number = from + offset + dropped;
      return { number, key: `cust-${number % 997}`, size: 200 + (number % 100) };
    });
    return this.gate === undefined ? rows : this.gate().then(() => rows);
  }
}
