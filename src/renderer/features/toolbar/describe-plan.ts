/** What features/toolbar owns: the controls of one session. This file: its plan in a few words. */
import { formatInteger, formatSeconds } from '../../lib/format-number.ts';
import { defaultAckAfterMs } from '../../../shared/contract/schemas/session.ts';
import type { ConsumePlan, ReaderStart, SessionPlan } from '../../../shared/contract/schemas/session.ts';

export type AckChoice = Pick<ConsumePlan, 'ackPolicy' | 'ackAfterMs'>;

const starts: Readonly<Record<ReaderStart['at'], string>> = {
  latest: 'from the latest',
  earliest: 'from the earliest',
  continue: 'from where history ended',
  message: 'after a chosen message',
};

export function describePlan(plan: SessionPlan): string {
  if (plan.mode === 'observe') return `reader, ${starts[plan.start.at]}`;
  const flow = plan.pullMode === true ? 'pull' : 'window';
  return `${plan.type.replace('_', '-')} · ${flow} ${formatInteger(plan.receiverQueueSize)}`;
}

/** `ack by hand`, `ack when stored`, `ack after 2.5 s`. */
export function describeAckPolicy({ ackPolicy, ackAfterMs = defaultAckAfterMs }: AckChoice): string {
  if (ackPolicy === 'manual') return 'ack by hand';
  return ackPolicy === 'stored' ? 'ack when stored' : `ack after ${formatSeconds(ackAfterMs)}`;
}

/** What the toolbar offers. */
export const ackChoices: readonly AckChoice[] = [
  { ackPolicy: 'manual' },
  { ackPolicy: 'stored' },
  ...[5, 30, 300].map((seconds): AckChoice => ({ ackPolicy: 'after', ackAfterMs: seconds * 1_000 })),
];
