import type { AppState } from '../../state/app-state.svelte.ts';

/** Searches a value in the stored messages of all streams, as it stands: quotes are no part of a phrase. */
export function followValue(app: AppState, value: string): void {
  const phrase = value.replaceAll('"', ' ').trim();
  app.search.text = `"${phrase}"`;
  app.search.mode = 'words';
  app.search.order = 'newest';
  app.search.scope = 'all';
  openSearch(app);
  app.search.start();
}

/** Shows the search pane with the cursor in its field. */
export function openSearch(app: AppState): void {
  app.search.wantsFocus = true;
  app.workspace.change({ drawer: 'search', isDrawerOpen: true });
}
