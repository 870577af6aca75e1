import Funnel from '@lucide/svelte/icons/funnel';
import FunnelX from '@lucide/svelte/icons/funnel-x';
import Search from '@lucide/svelte/icons/search';
import {
  combineFilters,
  filterExcluding,
  filterForEquals,
} from '../../../shared/domain/filter/build-filter.ts';
import type { FieldPath, Literal } from '../../../shared/domain/filter/syntax-tree.ts';
import { maxFilterLength } from '../../../shared/domain/filter/filter-language.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { followValue } from '../search/follow-value.ts';

/** What a filter can make of the cell under the pointer, with a line before it; nothing for cells without a value of their own. */
export function cellFilterMenu(
  app: AppState,
  tab: Tab,
  row: MessageRow,
  column: string | null,
): readonly MenuEntry[] {
  const cell = cellValue(row, column);
  if (cell === undefined) return [];
  const entries = valueFilterMenu(app, tab, cell.path, cell.value);
  return [{ kind: 'separator' }, ...entries];
}

/** Filter by a value, exclude it, or follow it over all streams. */
export function valueFilterMenu(
  app: AppState,
  tab: Tab,
  path: FieldPath,
  value: Literal,
): readonly MenuEntry[] {
  const only = filterForEquals(path, value);
  const without = filterExcluding(path, value);
  return [
    filterAction('Filter by this', Funnel, tab, only, app),
    filterAction('Exclude', FunnelX, tab, without, app),
    {
      kind: 'action',
      label: 'Follow this value',
      icon: Search,
      disabled: value === null || typeof value === 'boolean',
      title: 'Searches it in the stored messages of all streams',
      onselect: () => {
        followValue(app, String(value));
      },
    },
  ];
}

function filterAction(
  label: string,
  icon: typeof Funnel,
  tab: Tab,
  filter: string | undefined,
  app: AppState,
): MenuEntry {
  const combined = filter === undefined ? undefined : combineFilters(tab.filter?.rows?.filter ?? '', filter);
  const isTooLong = combined !== undefined && combined.length > maxFilterLength;
  return {
    kind: 'action',
    label,
    icon,
    detail: filter,
    disabled: combined === undefined || isTooLong,
    title: isTooLong
      ? 'The filter would become too long'
      : combined === undefined
        ? 'This value cannot be written in a filter'
        : combined,
    onselect: () => {
      if (tab.filter === undefined || combined === undefined) return;
      tab.filter.text = combined;
      tab.applyFilter().catch(app.report);
    },
  };
}

function cellValue(
  row: MessageRow,
  column: string | null,
): { readonly path: FieldPath; readonly value: Literal } | undefined {
  switch (column) {
    case 'key':
      return { path: { field: 'key', steps: [] }, value: row.key };
    case 'state':
      return { path: { field: 'state', steps: [] }, value: row.state };
    case 'size':
      return { path: { field: 'size', steps: [] }, value: row.size };
    case 'value':
      return { path: { field: 'kind', steps: [] }, value: row.kind };
    case null:
    default:
      return undefined;
  }
}
