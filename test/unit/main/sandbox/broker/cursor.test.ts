import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Cursor } from '../../../../../src/main/sandbox/broker/cursor.ts';
import { createTestTopic } from '../test-topic.ts';

function cursorOver(count: number): Cursor {
  const { topic, publish } = createTestTopic();
  publish(...Array.from({ length: count }, (_unused, index) => `${index}`));
  return new Cursor(topic.log, 0);
}

describe('a cursor', () => {
  it('moves its first unsettled message over every gap that closes', () => {
    const cursor = cursorOver(5);
    cursor.acknowledge(1);
    cursor.acknowledge(2);
    expect(cursor.settledBefore).toBe(0);
    expect(cursor.backlog).toBe(3);
    cursor.acknowledge(0);
    expect(cursor.settledBefore).toBe(3);
    expect(cursor.scatteredRanges).toEqual([]);
  });

  it('hands out each message once and, after a rewind, only what is unsettled', () => {
    const cursor = cursorOver(4);
    const read = (): (number | undefined)[] => [1, 2, 3, 4, 5].map(() => cursor.read()?.index);
    expect(read()).toEqual([0, 1, 2, 3, undefined]);
    cursor.acknowledge(1);
    cursor.rewind();
    expect(read()).toEqual([0, 2, 3, undefined, undefined]);
  });

  it('agrees with a plain set of settled messages, whatever the order of acknowledgements', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 80 }), (indexes) => {
        const cursor = cursorOver(40);
        const settled = new Set<number>();
        for (const index of indexes) {
          const isNew = index < 40 && !settled.has(index);
          expect(cursor.acknowledge(index)).toBe(isNew);
          if (isNew) settled.add(index);
        }
        expect(cursor.backlog).toBe(40 - settled.size);
        expect([...cursor.unsettled()].map(({ index }) => index)).toEqual(
          Array.from({ length: 40 }, (_unused, index) => index).filter((index) => !settled.has(index)),
        );
      }),
    );
  });
});
