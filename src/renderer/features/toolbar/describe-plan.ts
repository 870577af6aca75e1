/** What features/toolbar owns: the controls of one session. This file: its plan in a few words. */
import { formatInteger } from '../../lib/format-number.ts';
import type { ReaderStart, SessionPlan } from '../../../shared/contract/schemas/session.ts';

const starts: Readonly<Record<ReaderStart['at'], string>> = {
  latest: 'from the latest',
  earliest: 'from the earliest',
  continue: 'from where history ended',
  message: 'after a chosen message',
};

export function describePlan(plan: SessionPlan): string {
  if (plan.mode === 'observe') return `reader, ${starts[plan.start.at]}`;
  const policy = plan.ackPolicy === 'manual' ? 'ack by hand' : 'ack when stored';
  return `${plan.type.replace('_', '-')} · ${policy} · window ${formatInteger(plan.receiverQueueSize)}`;
}
