/** What features/status owns: the status bar. This file: a session's mode and socket in a few words. */
import type { SessionState, SocketPhase } from '../../../shared/contract/schemas/session.ts';

const phases: Readonly<Record<SocketPhase, string>> = {
  idle: 'idle',
  preparing: 'signing in',
  connecting: 'connecting',
  open: 'live',
  waiting: 'reconnecting',
  failed: 'failed',
  stopped: 'stopped',
};

/** `reader live`, `consumer live · Shared`, `offline`, `capture · read-only`. */
export function describeSocket(session: SessionState | undefined, isCapture: boolean): string {
  if (session === undefined) return isCapture ? 'capture · read-only' : 'offline';
  const phase = phases[session.socket.phase];
  if (session.plan.mode === 'observe') return `reader ${phase}`;
  return `consumer ${phase} · ${session.plan.type.replace('_', '-')}`;
}
