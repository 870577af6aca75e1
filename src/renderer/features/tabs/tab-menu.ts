import AppWindow from '@lucide/svelte/icons/app-window';
import Columns2 from '@lucide/svelte/icons/columns-2';
import X from '@lucide/svelte/icons/x';
import type { AppState } from '../../state/app-state.svelte.ts';
import { otherSide } from '../../state/tab-side.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { canMoveToWindow, moveToWindow } from './move-to-window.ts';

/** What can be done to one tab. Closing ends its session; what is stored stays in history. */
export function tabMenu(app: AppState, tab: Tab): readonly MenuEntry[] {
  const { tabs } = app;
  const siblings = tabs.of(tab.side);
  const isLast = siblings.at(-1) === tab;
  const keysOf = (commandId: string): string | undefined => app.commands.keyOf(commandId);
  return [
    {
      kind: 'action',
      label: 'Close',
      icon: X,
      keys: keysOf('tab.close'),
      onselect: () => {
        tabs.close(tab.id).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: 'Close others',
      disabled: siblings.length < 2,
      onselect: () => {
        tabs.closeOthers(tab.id).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: 'Close to the right',
      disabled: isLast,
      onselect: () => {
        tabs.closeToTheRight(tab.id).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: 'Reopen closed tab',
      keys: keysOf('tab.reopen'),
      disabled: !tabs.canReopen,
      onselect: () => {
        app.commands.run('tab.reopen');
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Open to the side',
      icon: Columns2,
      keys: keysOf('tab.openBeside'),
      title: 'A second look at the same stream, with a filter of its own',
      onselect: () => {
        tabs.focusSide(tab.side);
        tabs.openBeside(tab, false).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: tab.side === 'left' ? 'Move to the right group' : 'Move to the left group',
      keys: keysOf('tab.moveToOtherSide'),
      disabled: siblings.length < 2 && !tabs.isSplit,
      onselect: () => {
        tabs.moveToSide(tab.id, otherSide(tab.side), Number.MAX_SAFE_INTEGER);
      },
    },
    {
      kind: 'action',
      label: 'Move to a new window',
      icon: AppWindow,
      keys: keysOf('tab.moveToNewWindow'),
      disabled: !canMoveToWindow(app, tab),
      title: canMoveToWindow(app, tab)
        ? 'Its session goes along. Only the first window keeps its tabs over a restart'
        : 'It is the only tab of this window, or is being attached',
      onselect: () => {
        void moveToWindow(app, tab);
      },
    },
  ];
}
