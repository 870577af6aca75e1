import { describe, expect, it } from 'vitest';
import { FlowWindow } from '../../../../../src/main/sandbox/ws/flow-window.ts';

function sendable(window: FlowWindow, most = 5_000): number {
  let sent = 0;
  while (window.isOpen && sent < most) {
    window.sent();
    sent++;
  }
  return sent;
}

describe('the flow window of a push consumer (protocol D7)', () => {
  it.each([
    [5, 5],
    [0, 1],
    [1000, 1000],
    [5000, 1000],
  ])('with receiverQueueSize=%i lets %i frames out without an answer', (receiverQueueSize, frames) => {
    expect(sendable(new FlowWindow({ receiverQueueSize, pullMode: false }))).toBe(frames);
  });

  it('lets one more out for each answer, whatever it answers', () => {
    const window = new FlowWindow({ receiverQueueSize: 2, pullMode: false });
    sendable(window);
    window.answered();
    window.answered();
    expect(sendable(window)).toBe(2);
  });

  it('takes no notice of permits', () => {
    const window = new FlowWindow({ receiverQueueSize: 2, pullMode: false });
    window.permit(100);
    expect(sendable(window)).toBe(2);
  });
});

describe('the flow window of a pull consumer (protocol D7)', () => {
  it('is closed until permits come, adds them up and takes no notice of answers', () => {
    const window = new FlowWindow({ receiverQueueSize: 10, pullMode: true });
    expect(sendable(window)).toBe(0);
    window.permit(2);
    window.permit(3);
    expect(sendable(window)).toBe(5);
    window.answered();
    expect(sendable(window)).toBe(0);
  });
});
