import { describe, expect, it } from 'vitest';
import { createOwnMessages, ownEntriesKept } from '../../../../../src/main/store/worker/own-messages.ts';
import { identityOf, type Identity } from '../../../../../src/main/store/worker/queries/identity.ts';
import { messageIdText } from '../../../../integration/store/frames.ts';

const idOf = (entry: number | bigint, batchIndex = -1): Identity => {
  const id = identityOf(messageIdText(7, entry, -1, batchIndex));
  if (id === undefined) throw new Error('No id.');
  return id;
};

describe('messages published from here', () => {
  it('are known once each, by stream, entry and place in a batch', () => {
    const own = createOwnMessages(() => []);
    own.remember(1, messageIdText(7, 5, -1, 0));
    own.remember(1, messageIdText(7, 5, -1, 1));
    own.remember(1, messageIdText(7, 5, -1, 1));
    expect(own.take(2, idOf(5, 0))).toBe(false);
    expect(own.take(1, idOf(5))).toBe(false);
    expect([own.take(1, idOf(5, 1)), own.take(1, idOf(5, 1))]).toEqual([true, false]);
    expect(own.take(1, idOf(5, 0))).toBe(true);
  });

  it('are known by their receipts from before, looked up once for a stream', () => {
    const asked: number[] = [];
    const own = createOwnMessages((streamId) => {
      asked.push(streamId);
      return [messageIdText(7, 1), 'no id', messageIdText(7, 2n ** 60n)];
    });
    expect([own.take(4, idOf(1)), own.take(4, idOf(2n ** 60n)), own.take(4, idOf(3))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(asked).toEqual([4]);
    own.forget(4);
    expect(own.take(4, idOf(1))).toBe(true);
  });

  it('are bounded: the oldest are forgotten first', () => {
    const own = createOwnMessages(() => []);
    for (let entry = 0; entry <= ownEntriesKept; entry += 1) own.remember(1, messageIdText(7, entry));
    expect(own.take(1, idOf(0))).toBe(false);
    expect(own.take(1, idOf(1))).toBe(true);
    expect(own.take(1, idOf(ownEntriesKept))).toBe(true);
  });
});
