import type { Command } from '../../state/commands.svelte.ts';
import { focusPane } from './pane-focus.ts';

/** Commands that take the focus from pane to pane: streams, messages, drawer, inspector. */
export const paneCommands: readonly Command[] = [
  {
    id: 'pane.next',
    title: 'Focus the next pane',
    group: 'Window',
    keys: ['F6'],
    run: () => {
      focusPane(1);
    },
  },
  {
    id: 'pane.previous',
    title: 'Focus the previous pane',
    group: 'Window',
    keys: ['Shift+F6'],
    run: () => {
      focusPane(-1);
    },
  },
];
