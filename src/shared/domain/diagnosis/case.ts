/** One subscription under examination, and what every rule asks of it. */
import type { ConsumerStats, SubscriptionStats } from '../../contract/schemas/stream.ts';
import { minute } from '../units.ts';
import type { Evidence, Finding, FindingCode, Severity } from './finding.ts';
import type { Trend } from './trend.ts';

/** A consumer may take its time: only after this long is a silence worth a word. The service counts once a minute. */
export const patience = minute;

export interface Case {
  readonly subscription: SubscriptionStats;
  readonly trend: Trend;
  readonly now: number;
  /** A moment as its reader wants to see it. */
  readonly timeWords: (epochMs: number) => string;
}

/** Undefined: nothing to say. */
export type Rule = (found: Case) => Finding | undefined;

export function finding(
  { subscription }: Case,
  code: FindingCode,
  severity: Severity,
  evidence: Evidence,
  words: string,
  nextStep: string,
): Finding {
  return { code, severity, subscription: subscription.name, words, evidence, nextStep };
}

/** Messages that could be delivered now. */
export function deliverable({ backlog, unacked, delayed }: SubscriptionStats): number {
  return Math.max(0, backlog - Math.max(0, unacked) - Math.max(0, delayed));
}

/** Who is to receive: in Exclusive and Failover one alone, else all. */
export function receivers({ type, activeConsumer, consumers }: SubscriptionStats): readonly ConsumerStats[] {
  if (type !== 'Exclusive' && type !== 'Failover') return consumers;
  const active = consumers.filter(({ name }) => name === activeConsumer);
  return active.length > 0 ? active : consumers.slice(0, 1);
}
