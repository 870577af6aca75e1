import { describe, expect, it, vi } from 'vitest';
import { checkedPush } from '../../../../src/main/ipc/checked-push.ts';

describe('news on their way to the windows', () => {
  it('leave as the contract names them, without what it does not name', () => {
    const sent = vi.fn();
    const push = checkedPush(sent, vi.fn());
    const withMore = { command: 'tab.close', secret: 'not for a window' };
    push('app.command', withMore);
    expect(sent.mock.calls).toEqual([['app.command', { command: 'tab.close' }]]);
  });

  it('that do not fit are told as a failure and not sent, and whoever sent them goes on', () => {
    const sent = vi.fn();
    const failed = vi.fn();
    const push = checkedPush(sent, failed);
    push('marks.changed', [1.5]);
    push('marks.changed', [7]);
    expect(sent.mock.calls).toEqual([['marks.changed', [7]]]);
    expect(failed.mock.calls).toEqual([['marks.changed', expect.any(Error)]]);
  });
});
