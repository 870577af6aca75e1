import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { otherSide } from '../../state/tab-side.ts';
import { canMoveToWindow, moveToWindow } from './move-to-window.ts';

/** Commands on the open tabs and their two groups. */
export function tabCommands(app: AppState): readonly Command[] {
  const { tabs } = app;
  const group = 'Tabs';
  const hasTab = (): boolean => tabs.active !== undefined;
  const hasSiblings = (): boolean => tabs.of(tabs.focusedSide).length > 1;
  const indexOfActive = (): number => tabs.of(tabs.focusedSide).findIndex(({ id }) => id === tabs.activeId);
  const moveBy = (by: number): void => {
    const to = indexOfActive() + by;
    if (to >= 0 && to < tabs.of(tabs.focusedSide).length) tabs.move(tabs.activeId, to);
  };

  return [
    {
      id: 'tab.close',
      title: 'Close tab',
      group,
      keys: ['Mod+W'],
      isEnabled: hasTab,
      run: () => {
        tabs.close(tabs.activeId).catch(app.report);
      },
    },
    {
      id: 'tab.closeOthers',
      title: 'Close other tabs',
      group,
      isEnabled: hasSiblings,
      run: () => {
        tabs.closeOthers(tabs.activeId).catch(app.report);
      },
    },
    {
      id: 'tab.closeToTheRight',
      title: 'Close tabs to the right',
      group,
      isEnabled: () => indexOfActive() < tabs.of(tabs.focusedSide).length - 1,
      run: () => {
        tabs.closeToTheRight(tabs.activeId).catch(app.report);
      },
    },
    {
      id: 'tab.reopen',
      title: 'Reopen closed tab',
      group,
      keys: ['Mod+Shift+T'],
      isEnabled: () => tabs.canReopen,
      run: () => {
        tabs.reopen((connectionId) => app.connections.isOnline(connectionId)).catch(app.report);
      },
    },
    {
      id: 'tab.next',
      title: 'Next tab',
      group,
      keys: ['Ctrl+Tab', 'Mod+PageDown'],
      isEnabled: hasSiblings,
      run: () => {
        tabs.step(1);
      },
    },
    {
      id: 'tab.previous',
      title: 'Previous tab',
      group,
      keys: ['Ctrl+Shift+Tab', 'Mod+PageUp'],
      isEnabled: hasSiblings,
      run: () => {
        tabs.step(-1);
      },
    },
    {
      id: 'tab.moveLeft',
      title: 'Move tab to the left',
      group,
      keys: ['Mod+Shift+PageUp'],
      isEnabled: hasSiblings,
      run: () => {
        moveBy(-1);
      },
    },
    {
      id: 'tab.moveRight',
      title: 'Move tab to the right',
      group,
      keys: ['Mod+Shift+PageDown'],
      isEnabled: hasSiblings,
      run: () => {
        moveBy(1);
      },
    },
    {
      id: 'tab.openBeside',
      title: 'Open to the side',
      group,
      keys: ['Mod+\\'],
      isEnabled: hasTab,
      run: () => {
        if (tabs.active !== undefined) tabs.openBeside(tabs.active, false).catch(app.report);
      },
    },
    {
      id: 'tab.moveToOtherSide',
      title: 'Move tab to the other group',
      group,
      keys: ['Mod+Shift+M'],
      isEnabled: () => tabs.isSplit || hasSiblings(),
      run: () => {
        tabs.moveToSide(tabs.activeId, otherSide(tabs.focusedSide), Number.MAX_SAFE_INTEGER);
      },
    },
    {
      id: 'tab.moveToNewWindow',
      title: 'Move tab to a new window',
      group,
      isEnabled: () => canMoveToWindow(app, tabs.active),
      run: () => {
        if (tabs.active !== undefined) void moveToWindow(app, tabs.active);
      },
    },
    {
      id: 'tab.focusOtherSide',
      title: 'Focus the other group',
      group,
      keys: ['Ctrl+F6'],
      isEnabled: () => tabs.isSplit,
      run: () => {
        tabs.focusSide(otherSide(tabs.focusedSide));
        tabs.active?.table?.focus();
      },
    },
    ...Array.from({ length: 9 }, (_, index) => ({
      id: `tab.go${String(index + 1)}`,
      title: index === 8 ? 'Go to the last tab' : `Go to tab ${String(index + 1)}`,
      group,
      keys: [`Mod+${String(index + 1)}`],
      isEnabled: hasTab,
      run: () => {
        tabs.goTo(index === 8 ? -1 : index);
      },
    })),
  ];
}
