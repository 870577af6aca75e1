import { describe, expect, it } from 'vitest';
import { createPullPermits } from '../../../../src/main/sockets/pull-permits.ts';
import { createFakeClock } from '../../fake-clock.ts';

function setUp() {
  const clock = createFakeClock(1_000);
  const sent: number[] = [];
  let isBlocked = false;
  const permits = createPullPermits(10, clock.after, (count) => {
    if (isBlocked) throw new Error('the network is behind');
    sent.push(count);
  });
  const block = (blocked: boolean): void => {
    isBlocked = blocked;
  };
  return { clock, permits, sent, block };
}

describe('the permits of a pulling consumer', () => {
  it('are the whole window at each opening, and one more for each frame dealt with', () => {
    const { permits, sent } = setUp();
    permits.opened();
    permits.dealtWith(3);
    permits.dealtWith(0);
    permits.lost();
    permits.opened();
    expect(sent).toEqual([10, 3, 10]);
  });

  it('that could not be sent are sent together later', async () => {
    const { clock, permits, sent, block } = setUp();
    permits.opened();
    block(true);
    permits.dealtWith(2);
    permits.dealtWith(1);
    block(false);
    await clock.advanceTo(1_050);
    expect(sent).toEqual([10, 3]);
  });

  it('end with the socket: none of an old one is asked for later', async () => {
    const { clock, permits, sent, block } = setUp();
    permits.opened();
    block(true);
    permits.dealtWith(2);
    permits.lost();
    block(false);
    await clock.advanceTo(5_000);
    expect(sent).toEqual([10]);
  });
});
