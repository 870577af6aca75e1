import { formatInteger } from '../../lib/format-number.ts';
import type { Flow, SessionState } from '../../../shared/contract/schemas/session.ts';

/** A pull that stands still for less than this is on its way. */
const pullPatienceMs = 1_000;

/** Milliseconds for which nothing can come; undefined while messages may flow. */
export function stalledFor({ stalledSince, permits }: Flow, nowMs: number): number | undefined {
  if (stalledSince === undefined) return undefined;
  const ms = Math.max(0, nowMs - stalledSince);
  return permits !== undefined && ms < pullPatienceMs ? undefined : ms;
}

/** Why, in a few words. */
export const stallCause = ({ permits }: Flow): string =>
  permits === undefined ? 'nothing is acknowledged' : 'no permits are left';

/** Why nothing comes any more although the socket is open, and what to do about it; undefined while messages may flow. */
export function stallWords({ plan, flow }: Pick<SessionState, 'plan' | 'flow'>): string | undefined {
  if (flow.stalledSince === undefined) return undefined;
  if (flow.permits !== undefined)
    return 'Every message that was asked for has come, so the service sends no more. More are asked for as soon as these are stored.';
  const full = `All ${formatInteger(flow.window)} messages of the window are unanswered, so the service sends no more.`;
  if (plan.mode === 'observe') return `${full} They are answered as soon as they are stored.`;
  return plan.ackPolicy === 'manual'
    ? `${full} Acknowledge some, or choose another policy in the toolbar.`
    : `${full} They are acknowledged as the policy says once they are stored; nothing is lost.`;
}
