import Funnel from '@lucide/svelte/icons/funnel';
import FunnelX from '@lucide/svelte/icons/funnel-x';
import Palette from '@lucide/svelte/icons/palette';
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
import { fieldOfPath } from '../../state/column-id.ts';
import { addColumnEntry } from '../messages/column-actions.ts';
import { cellValue } from './cell-value.ts';
import { addRule } from '../table-layout/rule-actions.ts';
import { followValue } from '../search/follow-value.ts';

/** What a filter can make of the cell under the pointer, with a line before it; nothing for cells without a value of their own. */
export function cellFilterMenu(
  app: AppState,
  tab: Tab,
  row: MessageRow,
  column: string | null,
): readonly MenuEntry[] {
  const time = timeFilterMenu(app, tab, row, column);
  if (time.length > 0) return [{ kind: 'separator' }, ...time];
  const cell = cellValue(row, column);
  return cell === undefined
    ? []
    : [{ kind: 'separator' }, ...valueFilterMenu(app, tab, cell.path, cell.value)];
}

/** From this moment on, or until it: an exact moment is nobody's question. */
function timeFilterMenu(
  app: AppState,
  tab: Tab,
  row: MessageRow,
  column: string | null,
): readonly MenuEntry[] {
  if (column !== 'published' && column !== 'received' && column !== 'event') return [];
  const { field, at } = {
    published: { field: 'publishTime', at: row.publishTime },
    received: { field: 'receivedAt', at: row.receivedAt },
    event: { field: 'eventTime', at: row.eventTime },
  }[column];
  if (at === null) return [];
  const moment = `timestamp("${new Date(at).toISOString()}")`;
  return [
    filterAction('From this time on', Funnel, tab, `${field} >= ${moment}`, app),
    filterAction('Until this time', Funnel, tab, `${field} <= ${moment}`, app),
  ];
}

/** Filter by a value, exclude it, follow it over all streams, or give its field a column. */
export function valueFilterMenu(
  app: AppState,
  tab: Tab,
  path: FieldPath,
  value: Literal,
): readonly MenuEntry[] {
  const only = filterForEquals(path, value);
  const without = filterExcluding(path, value);
  const field = fieldOfPath(path);
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
    ...(field === undefined ? [] : [addColumnEntry(tab, field)]),
    {
      kind: 'action',
      label: 'Colour rows with this',
      icon: Palette,
      disabled: only === undefined,
      onselect: () => {
        if (only !== undefined && addRule(app, { filter: only })) app.commands.run('table.colours');
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
