import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { timeDisplays } from '../../state/table-layout.ts';
import { copySelection } from '../copy/copy-messages.ts';
import { setReference } from './column-actions.ts';
import { timeLook } from './time-look.ts';
import { timeDisplayNames } from './time-words.ts';

/** Commands on the table of the tab in front: its columns, its times, its colours, and where it stands. */
export function tableCommands(app: AppState): readonly Command[] {
  const { tabs } = app;
  const hasRows = (): boolean => tabs.active?.rows !== undefined;
  const hasRow = (): boolean => tabs.active?.focused?.row !== undefined;

  return [
    {
      id: 'message.copyJson',
      title: 'Copy the selected messages as JSON',
      group: 'Messages',
      keys: ['Mod+Shift+C'],
      isEnabled: () => tabs.active?.selection.isEmpty === false,
      run: () => {
        if (tabs.active !== undefined)
          void copySelection(app, tabs.active, 'json', timeLook(app, tabs.active));
      },
    },
    {
      id: 'table.columns',
      title: 'Columns…',
      group: 'Table',
      isEnabled: hasRows,
      run: () => {
        app.dialogs.open({ kind: 'columns' });
      },
    },
    {
      id: 'table.colours',
      title: 'Colour rules…',
      group: 'Table',
      run: () => {
        app.dialogs.open({ kind: 'colourRules' });
      },
    },
    {
      id: 'table.goTo',
      title: 'Go to row…',
      group: 'Table',
      keys: ['Mod+G'],
      isEnabled: hasRows,
      run: () => {
        app.dialogs.open({ kind: 'goTo' });
      },
    },
    {
      id: 'table.resetColumns',
      title: 'Reset the columns',
      group: 'Table',
      isEnabled: () => tabs.active?.view.columns !== undefined,
      run: () => {
        tabs.active?.view.forgetColumns();
      },
    },
    {
      id: 'time.setReference',
      title: 'Set the time reference to this message',
      group: 'Table',
      keys: ['Mod+T'],
      isEnabled: hasRow,
      run: () => {
        if (tabs.active !== undefined) setReference(tabs.active);
      },
    },
    ...timeDisplays.map((display): Command => ({
      id: `time.${display}`,
      title: `Times: ${timeDisplayNames[display].toLowerCase()}`,
      group: 'Table',
      isEnabled: () => hasRows() && (display !== 'reference' || tabs.active?.view.reference !== undefined),
      run: () => {
        tabs.active?.view.showTimes(display);
      },
    })),
    {
      id: 'time.zone',
      title: 'Times: switch between UTC and this machine’s zone',
      group: 'Table',
      run: () => {
        const timeZone = app.preferences.value.timeZone === 'utc' ? 'local' : 'utc';
        app.preferences.change({ timeZone }).catch(app.report);
      },
    },
  ];
}
