import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Columns3 from '@lucide/svelte/icons/columns-3';
import EyeOff from '@lucide/svelte/icons/eye-off';
import MoveHorizontal from '@lucide/svelte/icons/move-horizontal';
import Palette from '@lucide/svelte/icons/palette';
import type { AppState } from '../../state/app-state.svelte.ts';
import { columnIdOf, fieldOfColumn } from '../../state/column-id.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import {
  canStep,
  setColumnHidden,
  stepColumn,
  visibleColumns,
  type TableColumn,
} from '../../ui/virtual-table/columns.ts';
import { changeColumns, columnsOf, timeMenu } from './column-actions.ts';
import { columnName, isTimeColumn, savedColumns } from './message-columns.ts';

/** What can be done to one column from its title. `fit` makes it as wide as what it shows. */
export function columnMenu(
  app: AppState,
  tab: Tab,
  column: TableColumn,
  fit: () => void,
): readonly MenuEntry[] {
  const { id } = column;
  const columns = columnsOf(tab);
  const isOnly = visibleColumns(columns).length === 1;
  return [
    { kind: 'heading', label: columnName(id) },
    separator,
    ...(isTimeColumn(id) ? [...timeMenu(app, tab), separator] : []),
    {
      kind: 'action',
      label: 'Move left',
      icon: ArrowLeft,
      keys: 'Ctrl+Shift+Left',
      disabled: !canStep(columns, id, -1),
      onselect: () => {
        changeColumns(tab, stepColumn(columns, id, -1));
      },
    },
    {
      kind: 'action',
      label: 'Move right',
      icon: ArrowRight,
      keys: 'Ctrl+Shift+Right',
      disabled: !canStep(columns, id, 1),
      onselect: () => {
        changeColumns(tab, stepColumn(columns, id, 1));
      },
    },
    { kind: 'action', label: 'Fit to content', icon: MoveHorizontal, onselect: fit },
    {
      kind: 'action',
      label: fieldOfColumn(id) === undefined ? 'Hide this column' : 'Remove this column',
      icon: EyeOff,
      disabled: isOnly,
      onselect: () => {
        changeColumns(tab, withoutColumn(columns, id));
      },
    },
    separator,
    ...tableMenu(app, tab),
  ];
}

/** What can be done to the columns together. */
export function tableMenu(app: AppState, tab: Tab): readonly MenuEntry[] {
  const columns = columnsOf(tab);
  return [
    {
      kind: 'submenu',
      label: 'Show',
      entries: columns.map(({ id, hidden = false }) => ({
        kind: 'check',
        label: columnName(id),
        checked: !hidden,
        onchange: (checked) => {
          changeColumns(tab, setColumnHidden(columnsOf(tab), id, !checked));
        },
      })),
    },
    {
      kind: 'action',
      label: 'Columns…',
      icon: Columns3,
      onselect: () => {
        app.commands.run('table.columns');
      },
    },
    {
      kind: 'action',
      label: 'Colour rules…',
      icon: Palette,
      onselect: () => {
        app.commands.run('table.colours');
      },
    },
    separator,
    {
      kind: 'action',
      label: 'Use these columns for every stream',
      onselect: () => {
        tab.view.keepColumnsForAll(savedColumns(columnsOf(tab)));
      },
    },
    {
      kind: 'action',
      label: 'Reset the columns',
      disabled: tab.view.columns === undefined,
      onselect: () => {
        tab.view.forgetColumns();
      },
    },
  ];
}

const separator: MenuEntry = { kind: 'separator' };

/** A column of a field is gone when it is not shown: it is as quickly added again. */
export function withoutColumn(columns: readonly TableColumn[], id: string): readonly TableColumn[] {
  const field = fieldOfColumn(id);
  const hidden = setColumnHidden(columns, id, true);
  return field === undefined || hidden === columns
    ? hidden
    : columns.filter((column) => column.id !== columnIdOf(field));
}
