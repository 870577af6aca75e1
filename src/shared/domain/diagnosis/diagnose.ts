/** Why a stream's subscriptions stand still, or that they do not. */
import type { StreamStats } from '../../contract/schemas/stream.ts';
import {
  backlogGrowing,
  healthy,
  noSubscription,
  notDraining,
  onlyDelayed,
  redelivering,
} from './backlog-rules.ts';
import type { Case, Rule } from './case.ts';
import { blockedOnUnacked, heldExclusively, noConsumer, notAcking, notAsking } from './consumer-rules.ts';
import { severities, type Finding } from './finding.ts';
import { trendOf, type StatsSample } from './trend.ts';

const rules: readonly Rule[] = [
  noConsumer,
  blockedOnUnacked,
  notAsking,
  notAcking,
  notDraining,
  backlogGrowing,
  redelivering,
  onlyDelayed,
  heldExclusively,
];

/**
 * Findings in order of subscriptions, the worst first within each; a subscription always has at least one.
 * @param history earlier samples of the same stream, in any order; without any, nothing is said about growth
 * @param now epoch milliseconds of `stats`
 * @param timeWords how a moment is written
 */
export function diagnose(
  stats: StreamStats,
  history: readonly StatsSample[],
  now: number,
  timeWords: Case['timeWords'],
): Finding[] {
  if (stats.subscriptions.length === 0) return [noSubscription(stats)];
  return stats.subscriptions.flatMap((subscription) => {
    const found = { subscription, trend: trendOf(subscription, history, now), now, timeWords };
    const findings = rules.flatMap((rule) => rule(found) ?? []);
    const isWell = findings.every(({ severity }) => severity === 'note') && !found.trend.isGrowing;
    return bySeverity(isWell ? [...findings, healthy(found)] : findings);
  });
}

function bySeverity(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding): number => severities.indexOf(finding.severity);
  return [...findings].sort((left, right) => rank(right) - rank(left));
}
