import { describe, expect, it } from 'vitest';
import { createMovedTabs, mostWaiting } from '../../../../src/main/sessions/moved-tabs.ts';

const tab = (name: string) => ({
  connectionId: 'one',
  fullName: name,
  name,
  deletesSubscription: false,
  filter: '',
});

function setUp() {
  let last = 0;
  return createMovedTabs(() => `word-${String(++last)}`);
}

describe('a tab between two windows', () => {
  it('is taken once, by the word it was left under', () => {
    const moved = setUp();
    const word = moved.offer(tab('orders'));
    moved.offer(tab('payments'));
    expect(moved.take('another')).toBeUndefined();
    expect(moved.take(word)).toEqual(tab('orders'));
    expect(moved.take(word)).toBeUndefined();
  });

  it('is forgotten when too many wait, the oldest first', () => {
    const moved = setUp();
    const words = Array.from({ length: mostWaiting + 1 }, (_, at) => moved.offer(tab(String(at))));
    expect(moved.take(words[0] ?? '')).toBeUndefined();
    expect(moved.take(words[1] ?? '')).toEqual(tab('1'));
  });
});
