import type { AppState } from '../../state/app-state.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';

/** The only tab of a window has nothing to leave behind, and one that is being attached has no session to take along yet. */
export const canMoveToWindow = ({ tabs }: AppState, tab: Tab | undefined): tab is Tab =>
  tab !== undefined && !tab.isOpening && tabs.all.length > 1;

/** Its session goes along; here it is gone once the other window is open. */
export async function moveToWindow(app: AppState, tab: Tab): Promise<void> {
  if (!canMoveToWindow(app, tab)) return;
  try {
    await app.client.call('app.moveTab', await app.tabs.handOver(tab));
    app.tabs.letGo(tab);
  } catch (error) {
    app.report(error);
  }
}
