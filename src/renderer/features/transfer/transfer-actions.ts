import type { AppState } from '../../state/app-state.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { OpenCapture } from '../../../shared/contract/schemas/capture.ts';
import type { TransferState } from '../../../shared/contract/schemas/transfer.ts';
import { showError, showSuccess } from '../../ui/overlays/toast.ts';
import { endTitles, outcomeWords } from './transfer-words.ts';

/** Asks for a file and opens it. */
export async function chooseCapture(app: AppState): Promise<void> {
  try {
    const path = await app.captures.choose();
    if (path !== undefined) await openCapture(app, path);
  } catch (error) {
    app.report(error);
  }
}

/** Opens a capture and shows its first stream. */
export async function openCapture(app: AppState, path: string): Promise<void> {
  try {
    const capture = await app.captures.open(path);
    app.workspace.passFirstRun();
    app.workspace.showPanel('history');
    await showCapture(app, capture);
  } catch (error) {
    app.report(error);
  }
}

export async function showCapture(app: AppState, { streams }: OpenCapture): Promise<void> {
  const [stream] = streams;
  if (stream === undefined) return;
  const { connectionId, fullName, title: name } = stream;
  await app.tabs.openOffline({ connectionId, fullName, name });
}

/** Its tabs go with it: there is nothing left to show in them. */
export async function closeCapture(app: AppState, capture: OpenCapture): Promise<void> {
  const connections = new Set(capture.streams.map(({ connectionId }) => connectionId));
  try {
    for (const tab of app.tabs.all) if (connections.has(tab.connectionId)) await app.tabs.close(tab.id);
    await app.captures.close(capture.captureId);
  } catch (error) {
    app.report(error);
  }
}

export async function chooseImport(app: AppState): Promise<void> {
  try {
    const path = await app.transfers.chooseImport();
    if (path !== undefined) await importFile(app, path);
  } catch (error) {
    app.report(error);
  }
}

/** Brings a file's messages into history and shows how far that is. */
export async function importFile(app: AppState, path: string): Promise<void> {
  try {
    const { transferId } = await app.transfers.import(path);
    app.workspace.passFirstRun();
    app.dialogs.open({ kind: 'transfer', transferId });
  } catch (error) {
    app.report(error);
  }
}

/** Offers what the tab shows: the chosen messages, those that match, or all of them. */
export async function exportFromTab(app: AppState, tab: Tab): Promise<void> {
  const { rows, selection, filter } = tab;
  if (rows === undefined) return;
  try {
    const chosen = selection.isEmpty
      ? undefined
      : { ranges: await rows.sequences(selection.ranges), count: selection.count };
    app.dialogs.open({
      kind: 'export',
      streamId: rows.streamId,
      name: tab.name,
      selection: chosen,
      filter: filter?.rows?.filter,
    });
  } catch (error) {
    app.report(error);
  }
}

/** The end of a transfer that no dialog shows. */
export function announceTransfer(app: AppState, transfer: TransferState): void {
  if (transfer.phase === 'running' || app.transfers.watchedId === transfer.transferId) return;
  const title = `${endTitles[transfer.kind][transfer.phase]}: ${transfer.title}`;
  if (transfer.phase === 'done') showSuccess(title, { detail: outcomeWords(transfer).join(' · ') });
  else if (transfer.phase === 'failed') showError(title, { detail: transfer.error?.message });
}
