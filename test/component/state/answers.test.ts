import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { Answers, undoMs, type AnswerOutcome } from '../../../src/renderer/state/answers.svelte.ts';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { ManualTimers } from './manual-timers.ts';

const ranges = [{ from: 3, to: 5 }];

function setUp(transport = new FakeTransport()) {
  transport.answer('sessions.ack', () => ({ sent: 3, skipped: 0 }));
  transport.answer('sessions.negativeAck', () => ({ sent: 3, skipped: 0 }));
  const timers = new ManualTimers();
  const outcomes: AnswerOutcome[] = [];
  const answers = new Answers(createClient(transport), timers, (outcome) => outcomes.push(outcome));
  return { transport, timers, answers, outcomes };
}

describe('acknowledgements on their way', () => {
  it('wait as long as they can be undone, and are then sent once', async () => {
    const { transport, timers, answers, outcomes } = setUp();
    answers.add('ack', 's1', ranges);
    timers.advance(undoMs - 1);
    expect(transport.calls).toEqual([]);
    expect(answers.pending).toMatchObject([{ kind: 'ack', count: 3, sendsAt: undoMs }]);
    timers.advance(1);
    await vi.waitFor(() => expect(outcomes).toHaveLength(1));
    expect(transport.inputsOf('sessions.ack')).toEqual([{ sessionId: 's1', ranges }]);
    expect(answers.pending).toEqual([]);
  });

  it('are never sent once they were undone', () => {
    const { transport, timers, answers } = setUp();
    const { id } = answers.add('negativeAck', 's1', ranges);
    expect(answers.undo(id)).toBe(true);
    timers.advance(undoMs * 2);
    expect(transport.calls).toEqual([]);
    expect(answers.undo(id)).toBe(false);
  });

  it('are sent at once when their session is about to end, and those of others wait on', async () => {
    const { transport, answers } = setUp();
    answers.add('ack', 's1', ranges);
    answers.add('ack', 's2', ranges);
    await answers.flush('s1');
    expect(transport.inputsOf('sessions.ack')).toEqual([{ sessionId: 's1', ranges }]);
    expect(answers.pending).toMatchObject([{ sessionId: 's2' }]);
  });

  it('tell of a failure instead of hiding it', async () => {
    const { transport, timers, answers, outcomes } = setUp();
    transport.fail('sessions.ack', new StreamscopeError('SESSION_CLOSED', 'The session has ended.'));
    answers.add('ack', 's1', ranges);
    timers.advance(undoMs);
    await vi.waitFor(() => expect(outcomes).toHaveLength(1));
    expect(outcomes[0]?.error).toMatchObject({ code: 'SESSION_CLOSED' });
  });
});
