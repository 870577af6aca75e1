import { describe, expect, it } from 'vitest';
import { RowSlots } from '../../../../../src/renderer/ui/virtual-table/row-slots.ts';

describe('the slots of rows in sight', () => {
  it('are never shared by two rows in sight, wherever the table stands', () => {
    const slots = new RowSlots();
    for (const first of [0, 7, 3, 500_000, 500_002, 12, 0, 9_999_970]) {
      const given = slots.of(first, 30);
      expect(new Set(given).size).toBe(30);
    }
  });

  it('stay with rows that stay in sight', () => {
    const slots = new RowSlots();
    const before = slots.of(100, 30);
    expect(slots.of(103, 30).slice(0, 27)).toEqual(before.slice(3));
  });

  it('stay in their order after a leap to rows of which none was in sight', () => {
    const slots = new RowSlots();
    slots.of(0, 30);
    const before = slots.of(17, 30);
    expect(slots.of(700_011, 30)).toEqual(before);
    expect(slots.of(40, 30)).toEqual(before);
  });

  it('stay in their order when there is room for one row fewer, as at the end', () => {
    const slots = new RowSlots();
    const before = slots.of(17, 30);
    expect(slots.of(999_971, 29)).toEqual(before.slice(0, 29));
    expect(slots.of(999_970, 30).slice(1)).toEqual(before.slice(0, 29));
  });
});
