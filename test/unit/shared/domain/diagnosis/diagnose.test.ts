import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ConsumerStats,
  StreamStats,
  SubscriptionStats,
} from '../../../../../src/shared/contract/schemas/stream.ts';
import { diagnose } from '../../../../../src/shared/domain/diagnosis/diagnose.ts';
import type { Finding } from '../../../../../src/shared/domain/diagnosis/finding.ts';

const now = Date.parse('2026-05-01T12:00:00Z');
const clock = (epochMs: number): string => new Date(epochMs).toISOString().slice(11, 19);
const seconds = (count: number): number => count * 1_000;

function consumerOf(parts: Partial<ConsumerStats> = {}): ConsumerStats {
  return { name: 'c1', availablePermits: 500, unacked: 0, blockedOnUnacked: false, rateOut: 10, ...parts };
}

function subscriptionOf(parts: Partial<SubscriptionStats> = {}): SubscriptionStats {
  return {
    name: 'billing',
    type: 'Shared',
    durable: true,
    backlog: 0,
    unacked: 0,
    delayed: 0,
    rateOut: 10,
    rateRedeliver: 0,
    blockedOnUnacked: false,
    lastConsumedAt: now - seconds(1),
    lastAckedAt: now - seconds(1),
    consumers: [consumerOf()],
    ...parts,
  };
}

function statsOf(...subscriptions: SubscriptionStats[]): StreamStats {
  return {
    rateIn: 10,
    rateOut: 10,
    throughputIn: 0,
    throughputOut: 0,
    messagesIn: 0,
    bytesIn: 0,
    storageSize: 0,
    averageSize: 0,
    backlog: 0,
    subscriptions,
    publishers: [],
  };
}

/** The finding of this code for one subscription, with earlier states of it by their age in seconds. */
function found(
  code: Finding['code'],
  parts: Partial<SubscriptionStats>,
  past: Readonly<Record<number, Partial<SubscriptionStats>>> = {},
): Finding | undefined {
  const history = Object.entries(past).map(([age, then]) => ({
    at: now - seconds(Number(age)),
    stats: statsOf(subscriptionOf({ ...parts, ...then })),
  }));
  return diagnose(statsOf(subscriptionOf(parts)), history, now, clock).find(
    (finding) => finding.code === code,
  );
}

describe('the doctor', () => {
  it('calls a subscription healthy that keeps up, with the backlog as its number', () => {
    expect(diagnose(statsOf(subscriptionOf()), [], now, clock)).toEqual([
      {
        code: 'healthy',
        severity: 'healthy',
        subscription: 'billing',
        words: 'It is up to date: backlog 0 messages, 10/s delivered.',
        evidence: { name: 'msgBacklog', value: 0, unit: 'messages' },
        nextStep: '',
      },
    ]);
  });

  it('says that a subscription catches up while its backlog shrinks', () => {
    expect(found('healthy', { backlog: 500 }, { 30: { backlog: 900 } })?.words).toContain('is catching up');
  });

  it('says that nobody is connected, for how long and what waits', () => {
    const parts = { consumers: [], backlog: 1_204, lastConsumedAt: now - seconds(200), lastAckedAt: 0 };
    expect(found('no-consumer', parts)).toMatchObject({
      severity: 'critical',
      words: 'No consumer is connected, for 3 min 20 s; 1,204 messages wait.',
      evidence: { name: 'consumers', value: 0 },
    });
    expect(found('no-consumer', { ...parts, backlog: 0 })?.severity).toBe('note');
    expect(found('no-consumer', { ...parts, lastConsumedAt: 0 })?.words).toContain('knows of no earlier one');
  });

  it('calls a subscription an orphan that nobody has read for a day while it keeps messages', () => {
    const parts = { consumers: [], backlog: 7, lastConsumedAt: now - seconds(200_000), lastAckedAt: 0 };
    const orphan = found('orphan', parts);
    expect(orphan?.words).toBe(
      'Nobody has read from this subscription for 2 d 7 h, and it keeps 7 messages.',
    );
    expect(orphan?.nextStep).toContain('lost');
    expect(found('no-consumer', parts)).toBeUndefined();
    expect(found('orphan', { ...parts, backlog: 0 })).toBeUndefined();
    expect(found('orphan', { ...parts, durable: false })).toBeUndefined();
  });

  it('names who holds an exclusive subscription', () => {
    const holder = consumerOf({
      name: 'worker',
      address: '10.0.0.7:4711',
      connectedSince: '2026-05-01T08:59:00.5Z',
    });
    expect(found('held-exclusively', { type: 'Exclusive', consumers: [holder] })?.words).toContain(
      'consumer "worker" at 10.0.0.7:4711 since 08:59:00;',
    );
    const odd = { ...holder, connectedSince: 'this morning' };
    expect(found('held-exclusively', { type: 'Exclusive', consumers: [odd] })?.words).toContain(
      'since this morning;',
    );
    expect(found('healthy', { type: 'Exclusive', consumers: [holder] })).toBeDefined();
  });

  it('says that a consumer does not ask while messages could be delivered', () => {
    const silent = consumerOf({ name: 'slow', availablePermits: 0 });
    expect(found('not-asking', { backlog: 30, unacked: 10, delayed: 5, consumers: [silent] })).toMatchObject({
      severity: 'critical',
      words: 'Consumer "slow" is not asking for messages (permits 0) while 15 messages could be delivered.',
      evidence: { name: 'availablePermits', value: 0, unit: 'permits' },
    });
    expect(found('not-asking', { backlog: 30, consumers: [silent, consumerOf()] })?.severity).toBe('warning');
    expect(found('not-asking', { backlog: 10, unacked: 10, consumers: [silent] })).toBeUndefined();
  });

  it('asks of a failover subscription only what its active consumer does', () => {
    const standby = consumerOf({ name: 'standby', availablePermits: 0 });
    const active = consumerOf({ name: 'active' });
    const parts = { type: 'Failover', activeConsumer: 'active', backlog: 5, consumers: [standby, active] };
    expect(found('not-asking', parts)).toBeUndefined();
    expect(found('not-asking', { ...parts, activeConsumer: 'standby' })?.severity).toBe('critical');
  });

  it('says that the service stopped delivering over un-acked messages', () => {
    expect(found('blocked-on-unacked', { blockedOnUnacked: true, unacked: 50_000 })).toMatchObject({
      severity: 'critical',
      evidence: { name: 'unackedMessages', value: 50_000 },
    });
    const blocked = consumerOf({ blockedOnUnacked: true, unacked: 1_000 });
    expect(found('blocked-on-unacked', { unacked: 1_000, consumers: [blocked] })?.words).toContain(
      '1 consumer',
    );
  });

  it('says since when nothing was acknowledged', () => {
    const parts = { unacked: 3, lastAckedAt: now - seconds(300), lastConsumedAt: now - seconds(240) };
    expect(found('not-acking', parts)?.words).toBe(
      'Not acknowledging for at least 4 min: 3 messages delivered, the last ack is 5 min old.',
    );
    expect(found('not-acking', { ...parts, lastAckedAt: 0 })?.words).toContain('no ack is known');
  });

  it('does not blame a consumer for a message it has just been given', () => {
    const parts = { unacked: 1, lastAckedAt: now - seconds(3_600), lastConsumedAt: now - seconds(2) };
    expect(found('not-acking', parts)).toBeUndefined();
    expect(found('not-acking', parts, { 90: { unacked: 0 } })).toBeUndefined();
    expect(found('not-acking', parts, { 30: {}, 90: {} })).toBeDefined();
  });

  it('measures how fast the backlog grows', () => {
    expect(found('backlog-growing', { backlog: 2_000 }, { 100: { backlog: 750 } })).toMatchObject({
      severity: 'warning',
      words: 'The backlog grows by 13/s; it is 2,000 messages now.',
      evidence: { name: 'msgBacklog', value: 12.5, unit: 'messages a second' },
    });
    expect(found('backlog-growing', { backlog: 20 }, { 100: { backlog: 10 } })?.severity).toBe('note');
  });

  it('says when a backlog stands still although consumers ask, and when it is only delayed', () => {
    const parts = { backlog: 40, rateOut: 0 };
    expect(found('not-draining', parts, { 30: {}, 120: {} })?.words).toContain('for 2 min');
    expect(found('not-draining', parts, { 30: {} })).toBeUndefined();
    expect(found('only-delayed', { ...parts, delayed: 40 }, { 120: {} })?.severity).toBe('note');
    expect(found('not-draining', { ...parts, delayed: 40 }, { 120: {} })).toBeUndefined();
  });

  it('notices messages that come again and again', () => {
    expect(found('redelivering', { rateRedeliver: 8 })?.severity).toBe('warning');
    expect(found('redelivering', { rateRedeliver: 1 })?.severity).toBe('note');
  });

  it('says so when nobody subscribes', () => {
    expect(diagnose(statsOf(), [], now, clock)).toMatchObject([
      { code: 'no-subscription', subscription: null },
    ]);
  });

  it('puts the worst first and keeps the order of subscriptions', () => {
    const stuck = subscriptionOf({ name: 'a', backlog: 5, blockedOnUnacked: true, rateRedeliver: 1 });
    const findings = diagnose(statsOf(stuck, subscriptionOf({ name: 'b' })), [], now, clock);
    expect(findings.map(({ subscription, severity }) => `${subscription} ${severity}`)).toEqual([
      'a critical',
      'a note',
      'b healthy',
    ]);
  });
});

const anyCount = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -1, max: 100_000 }));
const anyTime = fc.oneof(fc.constant(0), fc.integer({ min: now - 10 ** 9, max: now + 10 ** 6 }));
const anySubscription = fc
  .record({
    name: fc.constantFrom('a', 'b'),
    type: fc.constantFrom('Exclusive', 'Failover', 'Shared', 'Key_Shared', 'None'),
    durable: fc.boolean(),
    backlog: anyCount,
    unacked: anyCount,
    delayed: anyCount,
    rateOut: fc.double({ min: 0, max: 1_000, noNaN: true }),
    rateRedeliver: fc.double({ min: 0, max: 10, noNaN: true }),
    blockedOnUnacked: fc.boolean(),
    lastConsumedAt: anyTime,
    lastAckedAt: anyTime,
    consumers: fc.array(
      anyCount.map((permits) => consumerOf({ availablePermits: permits })),
      { maxLength: 3 },
    ),
  })
  .map((parts) => subscriptionOf(parts));
const anySubscriptions = fc.uniqueArray(anySubscription, { selector: ({ name }) => name });
const anyHistory = fc.array(
  fc.record({
    at: fc.integer({ min: now - 10 ** 6, max: now + 10 ** 3 }),
    stats: anySubscriptions.map((subscriptions) => statsOf(...subscriptions)),
  }),
);

describe('of any statistics whatever, the doctor', () => {
  it('never calls a subscription healthy whose backlog is larger than in the sample before', () => {
    fc.assert(
      fc.property(
        anySubscription,
        anyHistory,
        fc.integer({ min: 1, max: 10 ** 5 }),
        (before, history, more) => {
          const after = { ...before, backlog: before.backlog + more };
          const past = [...history.filter(({ at }) => at < now - 1), { at: now - 1, stats: statsOf(before) }];
          const findings = diagnose(statsOf(after), past, now, clock);
          expect(findings.map(({ code }) => code)).toContain('backlog-growing');
          expect(findings.map(({ code }) => code)).not.toContain('healthy');
        },
      ),
    );
  });

  it('says something of every subscription, and nothing worrying beside "healthy"', () => {
    fc.assert(
      fc.property(anySubscriptions, anyHistory, (subscriptions, history) => {
        const findings = diagnose(statsOf(...subscriptions), history, now, clock);
        for (const { name } of subscriptions) {
          const own = findings.filter(({ subscription }) => subscription === name);
          expect(own.length).toBeGreaterThan(0);
          if (own.some(({ code }) => code === 'healthy'))
            expect(own.filter(({ severity }) => severity === 'warning' || severity === 'critical')).toEqual(
              [],
            );
        }
      }),
    );
  });

  it('rests every finding on a number and, unless all is well, on a next step', () => {
    fc.assert(
      fc.property(anySubscriptions, anyHistory, (subscriptions, history) => {
        for (const { code, evidence, nextStep, words } of diagnose(
          statsOf(...subscriptions),
          history,
          now,
          clock,
        )) {
          expect(Number.isFinite(evidence.value)).toBe(true);
          expect(words).not.toMatch(/NaN|undefined|null|Infinity/);
          expect(nextStep === '').toBe(code === 'healthy');
        }
      }),
    );
  });
});
