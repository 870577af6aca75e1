import { formatCount } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { FilterView } from '../../state/filter-view.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import { mostSavedFilters } from '../../state/workspace.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { showInfo } from '../../ui/overlays/toast.ts';

export function isSaved(app: AppState, text: string): boolean {
  return app.workspace.layout.savedFilters.includes(text.trim());
}

/** Saves a filter for every stream, newest first, or forgets it. */
export function toggleSaved(app: AppState, text: string): void {
  const filter = text.trim();
  const others = app.workspace.layout.savedFilters.filter((other) => other !== filter);
  if (isSaved(app, text)) {
    app.workspace.change({ savedFilters: others });
    return;
  }
  app.workspace.change({ savedFilters: [filter, ...others].slice(0, mostSavedFilters) });
  if (others.length >= mostSavedFilters)
    showInfo(`Only ${formatCount(mostSavedFilters, 'filter')} are kept: the oldest was forgotten`);
}

export function savedFilterMenu(app: AppState, tab: Tab, filter: FilterView): readonly MenuEntry[] {
  const { savedFilters } = app.workspace.layout;
  return [
    { kind: 'heading', label: savedFilters.length === 0 ? 'No saved filters yet' : 'Saved filters' },
    ...savedFilters.map((text): MenuEntry => ({
      kind: 'action',
      label: text,
      title: text,
      onselect: () => {
        filter.text = text;
        tab.applyFilter().catch(app.report);
      },
    })),
    { kind: 'separator' },
    {
      kind: 'action',
      label: isSaved(app, filter.text) ? 'Forget this filter' : 'Save this filter',
      disabled: !filter.isValid,
      onselect: () => {
        toggleSaved(app, filter.text);
      },
    },
  ];
}
