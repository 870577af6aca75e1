import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { editMark, stepMark, toggleMarks } from './mark-actions.ts';
import { readOnlyWords } from './mark-words.ts';

/** Commands on marks of the tab in front. */
export function markCommands(app: AppState): readonly Command[] {
  const { tabs, workspace } = app;
  const hasRows = (): boolean => tabs.active?.rows !== undefined;
  const isReadOnly = (): boolean => app.captures.holds(tabs.active?.rows?.streamId);
  const refusal = (): string | undefined => (isReadOnly() ? readOnlyWords : undefined);

  return [
    {
      id: 'mark.toggle',
      title: 'Mark or unmark',
      group: 'Marks',
      keys: ['Ctrl+M', 'm'],
      isEnabled: () => hasRows() && !isReadOnly(),
      refusal,
      run: () => {
        if (tabs.active !== undefined) void toggleMarks(app, tabs.active);
      },
    },
    {
      id: 'mark.comment',
      title: 'Comment on the message…',
      group: 'Marks',
      keys: ['Ctrl+Alt+C'],
      isEnabled: () => tabs.active?.focused?.row !== undefined && !isReadOnly(),
      refusal,
      run: () => {
        const row = tabs.active?.focused?.row;
        if (row !== undefined) editMark(app, row.streamId, row.seq);
      },
    },
    {
      id: 'mark.next',
      title: 'Next mark',
      group: 'Marks',
      keys: ['F2', ']'],
      isEnabled: hasRows,
      run: () => {
        if (tabs.active !== undefined) void stepMark(app, tabs.active, 'next');
      },
    },
    {
      id: 'mark.previous',
      title: 'Previous mark',
      group: 'Marks',
      keys: ['Shift+F2', '['],
      isEnabled: hasRows,
      run: () => {
        if (tabs.active !== undefined) void stepMark(app, tabs.active, 'previous');
      },
    },
    {
      id: 'marks.toggle',
      title: 'Show or hide marks',
      group: 'Marks',
      run: () => {
        const { drawer, isDrawerOpen } = workspace.layout;
        workspace.change({ drawer: 'marks', isDrawerOpen: !isDrawerOpen || drawer !== 'marks' });
      },
    },
  ];
}
