import type { RowField } from '../../../shared/contract/schemas/row-extras.ts';
import { mostRowFields } from '../../../shared/contract/schemas/row-extras.ts';
import { formatInteger } from '../../lib/format-number.ts';
import { columnIdOf, fieldTitle } from '../../state/column-id.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { showInfo } from '../../ui/overlays/toast.ts';
import type { TableColumn } from '../../ui/virtual-table/columns.ts';
import { messageColumns, savedColumns, withFieldColumn } from './message-columns.ts';
import { timeDisplayNames } from './time-words.ts';
import { timeDisplays } from '../../state/table-layout.ts';

/** The columns of a tab as plain data, without how times are told. */
export function columnsOf(tab: Tab): readonly TableColumn[] {
  return messageColumns(tab.view.columns, '');
}

export function changeColumns(tab: Tab, columns: readonly TableColumn[]): void {
  tab.view.keepColumns(savedColumns(columns));
}

/** Shows a field in a column of its own, and says so when it cannot. */
export function addColumn(tab: Tab, field: RowField): void {
  if (tab.view.wishes.fields.length >= mostRowFields) {
    showInfo(`A table has at most ${formatInteger(mostRowFields)} columns of fields. Hide one first.`);
    return;
  }
  changeColumns(tab, withFieldColumn(columnsOf(tab), columnIdOf(field)));
}

export function addColumnEntry(tab: Tab, field: RowField): MenuEntry {
  const id = columnIdOf(field);
  const isThere = tab.view.wishes.fields.some((one) => one.id === id);
  return {
    kind: 'action',
    label: 'Add as column',
    detail: fieldTitle(field),
    disabled: isThere,
    title: isThere ? 'It has a column already' : undefined,
    onselect: () => {
      addColumn(tab, field);
    },
  };
}

/** Tells times from the message with the cursor on. */
export function setReference(tab: Tab): void {
  const row = tab.focused?.row;
  if (row === undefined) showInfo('Choose a message first: times are then told from it.');
  else tab.view.setReference(row);
}

/** How times are told, and in which zone. */
export function timeMenu(app: AppState, tab: Tab): readonly MenuEntry[] {
  return [
    {
      kind: 'choice',
      label: 'Times',
      value: tab.view.timeDisplay,
      options: timeDisplays.map((value) => ({ value, label: timeDisplayNames[value] })),
      onchange: (value) => {
        const display = timeDisplays.find((one) => one === value);
        if (display === 'reference' && tab.view.reference === undefined) setReference(tab);
        else if (display !== undefined) tab.view.showTimes(display);
      },
    },
    {
      kind: 'choice',
      label: 'Zone',
      value: app.preferences.value.timeZone,
      options: [
        { value: 'local', label: 'This machine' },
        { value: 'utc', label: 'UTC' },
      ],
      onchange: (value) => {
        app.preferences.change({ timeZone: value === 'utc' ? 'utc' : 'local' }).catch(app.report);
      },
    },
  ];
}
