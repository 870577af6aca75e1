/**
 * What features/notices owns: telling the person what happened where no other part of the window shows it.
 * This file: failures and acknowledgements as toasts.
 */
import { wordsFor } from '../../api/error-words.ts';
import { formatCount } from '../../lib/format-number.ts';
import type { AnswerOutcome } from '../../state/answers.svelte.ts';
import { reportOf } from '../../../shared/contract/errors.ts';
import { showError, showInfo, showSuccess, showWarning } from '../../ui/overlays/toast.ts';

/** A failure in words. The same failure again replaces its toast, so that a storm of them is one. */
export function announceError(error: unknown): void {
  const { code, message, detail } = reportOf(error);
  if (code === 'CANCELLED') return;
  showError(wordsFor(code).title, {
    // What the system said stands on a line of its own, under our words.
    detail: [message, detail].filter(Boolean).join('\n'),
    id: `error-${code}`,
  });
}

/** What became of an acknowledgement that was sent. The service answers none, so the words say "sent". */
export function announceAnswer({ pending, answered, error }: AnswerOutcome): void {
  const what = pending.kind === 'ack' ? 'Acknowledgement' : 'Negative acknowledgement';
  if (answered === undefined) {
    announceError(error);
    return;
  }
  if (answered.skipped > 0) {
    showWarning(`${what} sent for ${formatCount(answered.sent, 'message')}`, {
      detail:
        `${formatCount(answered.skipped, 'message')} left as they were. ${answered.reason ?? ''}`.trim(),
    });
  } else if (answered.sent === 0) {
    showInfo('Nothing was left to answer');
  } else {
    showSuccess(`${what} sent for ${formatCount(answered.sent, 'message')}`, { durationMs: 2_500 });
  }
}
