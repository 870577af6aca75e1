import { describe, expect, it } from 'vitest';
import { createAckPolicyRunner } from '../../../../src/main/sessions/ack-policy.ts';
import type { ConsumePlan } from '../../../../src/shared/contract/schemas/session.ts';
import { createFakeClock } from '../../fake-clock.ts';

const plan = (change: Partial<ConsumePlan>): ConsumePlan => ({
  mode: 'consume',
  subscription: 's',
  type: 'Shared',
  ackPolicy: 'manual',
  initialPosition: 'Latest',
  receiverQueueSize: 100,
  negativeAckRedeliveryDelayMs: 1_000,
  ...change,
});
const due = (...rows: number[]) => ({
  messageIds: rows.map((row) => `id-${String(row)}`),
  rowIds: Float64Array.from(rows),
  attempt: 1,
});

function setUp(change: Partial<ConsumePlan>) {
  const clock = createFakeClock();
  const acked: string[] = [];
  const runner = createAckPolicyRunner(plan(change), clock, ({ messageIds }) => acked.push(...messageIds));
  return { clock, acked, runner };
}

describe('the acknowledgement policy of a session', () => {
  it('by hand acknowledges nothing', async () => {
    const { runner, acked, clock } = setUp({ ackPolicy: 'manual' });
    runner.committed(due(1, 2));
    await clock.advanceTo(3_600_000);
    expect(acked).toEqual([]);
  });

  it('when stored acknowledges what was committed at once', () => {
    const { runner, acked } = setUp({ ackPolicy: 'stored' });
    runner.committed(due(1, 2));
    expect(acked).toEqual(['id-1', 'id-2']);
  });

  it('after a while acknowledges each batch that long after it was stored', async () => {
    const { runner, acked, clock } = setUp({ ackPolicy: 'after', ackAfterMs: 5_000 });
    runner.committed(due(1));
    await clock.advanceTo(3_000);
    runner.committed(due(2));
    await clock.advanceTo(5_000);
    expect(acked).toEqual(['id-1']);
    await clock.advanceTo(8_000);
    expect(acked).toEqual(['id-1', 'id-2']);
  });

  it('leaves alone what was answered by hand in the meantime', async () => {
    const { runner, acked, clock } = setUp({ ackPolicy: 'after', ackAfterMs: 5_000 });
    runner.committed(due(1, 2, 3));
    runner.answered(Float64Array.of(2));
    await clock.advanceTo(5_000);
    expect(acked).toEqual(['id-1', 'id-3']);
  });

  it('changed, counts for what comes from then on; what waited is left to be answered by hand', async () => {
    const { runner, acked, clock } = setUp({ ackPolicy: 'after', ackAfterMs: 5_000 });
    runner.committed(due(1));
    runner.change(plan({ ackPolicy: 'stored' }));
    runner.committed(due(2));
    await clock.advanceTo(5_000);
    expect(acked).toEqual(['id-2']);
  });

  it('acknowledges nothing more once it is stopped', async () => {
    const { runner, acked, clock } = setUp({ ackPolicy: 'after', ackAfterMs: 5_000 });
    runner.committed(due(1));
    runner.stop();
    await clock.advanceTo(5_000);
    expect(acked).toEqual([]);
  });

  it('of an observer does nothing: its acks are flow control and never reach the broker', () => {
    const acked: string[] = [];
    const runner = createAckPolicyRunner(
      { mode: 'observe', start: { at: 'latest' } },
      createFakeClock(),
      ({ messageIds }) => acked.push(...messageIds),
    );
    runner.committed(due(1));
    expect(acked).toEqual([]);
  });
});
