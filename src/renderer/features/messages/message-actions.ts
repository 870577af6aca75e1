import type { AppState } from '../../state/app-state.svelte.ts';
import type { AnswerKind } from '../../state/answers.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import { copyText } from '../../lib/clipboard.ts';
import { showError, showSuccess } from '../../ui/overlays/toast.ts';

/** Whether the selected messages can be acknowledged now: only a subscription that is attached can. */
export function canAnswer(tab: Tab | undefined): tab is Tab {
  return tab !== undefined && tab.mode === 'consume' && !tab.selection.isEmpty && tab.rows !== undefined;
}

/** Puts an acknowledgement of the selection on its way; it can be undone until it is sent. */
export function answer(app: AppState, tab: Tab, kind: AnswerKind): void {
  const { sessionId, rows, selection } = tab;
  if (!canAnswer(tab) || sessionId === undefined || rows === undefined) return;
  const send = (): void => {
    rows
      .sequences(selection.ranges)
      .then((ranges) => app.answers.add(kind, sessionId, ranges))
      .catch(app.report);
  };
  if (!app.profiles.isGuarded(tab.connectionId)) {
    send();
    return;
  }
  app.dialogs.open({
    kind: 'confirmName',
    title:
      kind === 'ack' ? 'Acknowledge on a guarded connection' : 'Negative-acknowledge on a guarded connection',
    name: tab.name,
    consequences: [
      kind === 'ack'
        ? `The subscription “${tab.subscription ?? ''}” will not deliver these messages to anybody again.`
        : `The subscription “${tab.subscription ?? ''}” will deliver these messages again.`,
    ],
    confirmLabel: kind === 'ack' ? 'Acknowledge' : 'Negative-acknowledge',
    onconfirm: send,
  });
}

/** Remembers a message for the Diff of every message looked at from now on. */
export function setDiffBase(app: AppState, rowId: number | undefined): void {
  if (rowId === undefined) return;
  app.inspector.comparison.setBase(rowId);
  showSuccess('Set as diff base', { detail: 'Choose another message and open Diff.', durationMs: 3_000 });
}

export function openReplay(app: AppState): void {
  app.workspace.change({ drawer: 'replay', isDrawerOpen: true });
}

/** Copies with an answer either way: the clipboard can be refused. */
export async function copyWords(what: string, text: string): Promise<void> {
  const outcome = await copyText(text);
  if (outcome.ok) showSuccess(`${what} copied`, { durationMs: 1_500 });
  else showError('Nothing was copied', { detail: outcome.reason });
}

/** The payload as text, or in hexadecimal when it is none. */
export function payloadText(payload: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return Array.from(payload, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  }
}

export const canObserveFrom = (app: AppState, tab: Tab): boolean =>
  app.connections.isOnline(tab.connectionId);

/** Reads on after a stored message, as far as the service still holds what follows. */
export function observeFrom(app: AppState, tab: Tab, { messageId }: MessageRow): void {
  app.tabs.observeFrom(tab, { at: 'message', messageId }).catch(app.report);
}
