import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { chooseCapture, chooseImport, exportFromTab } from './transfer-actions.ts';

/** Commands on files of messages. The application menu runs them by these ids. */
export function transferCommands(app: AppState): readonly Command[] {
  return [
    {
      id: 'capture.open',
      title: 'Open a capture…',
      group: 'Files',
      keys: ['Mod+O'],
      run: () => {
        void chooseCapture(app);
      },
    },
    {
      id: 'messages.export',
      title: 'Export messages…',
      group: 'Files',
      keys: ['Mod+E'],
      isEnabled: () => app.tabs.active?.rows !== undefined,
      run: () => {
        if (app.tabs.active !== undefined) void exportFromTab(app, app.tabs.active);
      },
    },
    {
      id: 'messages.import',
      title: 'Import messages…',
      group: 'Files',
      run: () => {
        app.workspace.passFirstRun();
        void chooseImport(app);
      },
    },
  ];
}
