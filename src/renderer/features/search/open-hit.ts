import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import { showInfo } from '../../ui/overlays/toast.ts';

/** Goes to a hit among the messages around it: in the tab of its stream, offline unless that is live already. */
export async function openHit(app: AppState, hit: MessageSummary): Promise<void> {
  const stream = app.histories.byId(hit.streamId);
  if (stream === undefined) {
    showInfo('The history of that stream was removed');
    return;
  }
  try {
    const { connectionId, fullName, title: name } = stream;
    const tab = await app.tabs.openOffline({ connectionId, fullName, name });
    tab.reveal(hit.seq);
  } catch (error) {
    app.report(error);
  }
}
