import { formatInteger } from '../../lib/format-number.ts';
import type { SessionState } from '../../../shared/contract/schemas/session.ts';

/** Why nothing comes any more although the socket is open, and what to do about it; undefined while messages may flow. */
export function stallWords({ plan, flow }: Pick<SessionState, 'plan' | 'flow'>): string | undefined {
  if (flow.stalledSince === undefined) return undefined;
  const full = `All ${formatInteger(flow.window)} messages of the window are unanswered, so the service sends no more.`;
  if (plan.mode === 'observe') return `${full} They are answered as soon as they are stored.`;
  return plan.ackPolicy === 'manual'
    ? `${full} Acknowledge some, or choose another policy in the toolbar.`
    : `${full} They are acknowledged as the policy says once they are stored; nothing is lost.`;
}
