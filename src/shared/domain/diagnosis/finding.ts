/**
 * The diagnosis room: statistics in, findings out. It says in words why a subscription stands still, with the number
 * each finding rests on and a next step that harms nothing. It asks no server and changes nothing.
 */

/** From best to worst. */
export const severities = ['healthy', 'note', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

export type FindingCode =
  | 'no-subscription'
  | 'no-consumer'
  | 'orphan'
  | 'held-exclusively'
  | 'not-asking'
  | 'blocked-on-unacked'
  | 'not-acking'
  | 'redelivering'
  | 'only-delayed'
  | 'not-draining'
  | 'backlog-growing'
  | 'healthy';

/** The number a finding rests on. */
export interface Evidence {
  /** Name of the statistic, in the words of the service, e.g. `availablePermits`. */
  readonly name: string;
  readonly value: number;
  readonly unit:
    'messages' | 'messages a second' | 'milliseconds' | 'consumers' | 'subscriptions' | 'permits';
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Null for what concerns the stream as a whole. */
  readonly subscription: string | null;
  /** One sentence for people. */
  readonly words: string;
  readonly evidence: Evidence;
  /** What to do next that loses nothing. Empty when nothing needs doing. */
  readonly nextStep: string;
}
