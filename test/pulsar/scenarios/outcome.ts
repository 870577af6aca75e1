import type { AdminAnswer } from '../wire/admin-request.ts';
import type { SocketEnd } from '../wire/raw-socket.ts';
import type { Upgrade } from '../wire/open-socket.ts';
import { fieldOf } from './payload.ts';
import { refusalWords, shortWords } from './words.ts';

/** An upgrade as it is recorded. */
export function upgradeOutcome(upgrade: Upgrade): unknown {
  switch (upgrade.kind) {
    case 'open':
      return 'open';
    case 'refused':
      return { status: upgrade.status, words: refusalWords(upgrade.body, upgrade.reasonPhrase) };
    case 'failed':
      return { failed: true, words: upgrade.error };
  }
}

/** An admin answer as it is recorded: an error by its status alone, with its words beside it. */
export function adminOutcome(answer: AdminAnswer): unknown {
  if (answer.status < 400) {
    return answer.body === '' ? { status: answer.status } : { status: answer.status, body: answer.body };
  }
  const reason = fieldOf(answer.body, 'reason');
  return {
    status: answer.status,
    hasReason: typeof reason === 'string',
    words: shortWords(typeof reason === 'string' ? reason : String(answer.body)),
  };
}

/** How a socket ended, as it is recorded. */
export function endOutcome(end: SocketEnd | 'open'): unknown {
  return end === 'open' ? end : { code: end.code, words: shortWords(end.reason) };
}
