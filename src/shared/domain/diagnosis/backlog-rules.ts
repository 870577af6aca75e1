/** Findings about what waits: growing, standing still, delayed, coming again, or nothing to worry about. */
import type { StreamStats } from '../../contract/schemas/stream.ts';
import { minute, second } from '../units.ts';
import { deliverable, finding, patience, receivers, type Case, type Rule } from './case.ts';
import type { Evidence, Finding } from './finding.ts';
import { countWords, rateWords, spanWords } from './words.ts';

/** Protocol D12: without a subscription and without retention messages are dropped at once. */
export function noSubscription(stats: StreamStats): Finding {
  return {
    code: 'no-subscription',
    severity: 'note',
    subscription: null,
    words: `Nobody subscribes to this stream: ${rateWords(stats.rateIn)} come in, and only retention keeps them.`,
    evidence: { name: 'subscriptions', value: 0, unit: 'subscriptions' },
    nextStep: 'Create a subscription before messages matter, or observe to see what passes.',
  };
}

export const redelivering: Rule = (found) => {
  const { rateRedeliver, rateOut } = found.subscription;
  if (!(rateRedeliver > 0)) return undefined;
  return finding(
    found,
    'redelivering',
    rateRedeliver * 2 > rateOut ? 'warning' : 'note',
    { name: 'msgRateRedeliver', value: rateRedeliver, unit: 'messages a second' },
    `Messages come again at ${rateWords(rateRedeliver)}, of ${rateWords(rateOut)} delivered: negative acks or ack time-outs.`,
    'Look at messages with more than one delivery; a dead-letter policy sets poison messages aside.',
  );
};

export const onlyDelayed: Rule = (found) => {
  const { backlog, delayed } = found.subscription;
  if (delayed <= 0 || delayed < backlog) return undefined;
  return finding(
    found,
    'only-delayed',
    'note',
    { name: 'msgDelayed', value: delayed, unit: 'messages' },
    `All ${countWords(backlog, 'message')} of the backlog are delayed: they wait for their time.`,
    'Nothing to do: they come when they are due.',
  );
};

export const notDraining: Rule = (found) => {
  const { subscription, trend, now } = found;
  const waiting = deliverable(subscription);
  const asks = receivers(subscription).some(({ availablePermits }) => availablePermits > 0);
  const silence = now - trend.unchangedSince;
  if (waiting === 0 || !asks || subscription.rateOut > 0 || silence < patience) return undefined;
  return finding(
    found,
    'not-draining',
    'warning',
    { name: 'msgBacklog', value: subscription.backlog, unit: 'messages' },
    `Consumers ask, and yet nothing was delivered for ${spanWords(silence)}: ${countWords(waiting, 'message')} wait.`,
    'Reconnect the consumer: the service may have lost its place. Its position is kept.',
  );
};

export const backlogGrowing: Rule = (found) => {
  const { subscription, trend } = found;
  if (!trend.isGrowing) return undefined;
  const rate = trend.rate !== undefined && trend.rate > 0 ? trend.rate : undefined;
  // A backlog that is worked off within a minute comes and goes on any busy stream.
  const isSmall = subscription.backlog <= (subscription.rateOut * minute) / second;
  const pace = rate === undefined ? 'since the sample before' : `by ${rateWords(rate)}`;
  return finding(
    found,
    'backlog-growing',
    isSmall ? 'note' : 'warning',
    rate === undefined
      ? { name: 'msgBacklog', value: subscription.backlog, unit: 'messages' }
      : { name: 'msgBacklog', value: rate, unit: 'messages a second' },
    `The backlog grows ${pace}; it is ${countWords(subscription.backlog, 'message')} now.`,
    'Compare the rates in and out: add consumers (Shared), or find what slows the one there is.',
  );
};

export function healthy(found: Case): Finding {
  const { subscription, trend } = found;
  const { backlog, rateOut } = subscription;
  const pace = trend.isShrinking ? 'is catching up' : backlog > 0 ? 'keeps its pace' : 'is up to date';
  const words = `It ${pace}: backlog ${countWords(backlog, 'message')}, ${rateWords(rateOut)} delivered.`;
  const evidence: Evidence = { name: 'msgBacklog', value: backlog, unit: 'messages' };
  return finding(found, 'healthy', 'healthy', evidence, words, '');
}
