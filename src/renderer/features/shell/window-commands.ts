import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import type { DrawerName, RailPanel } from '../../state/workspace.svelte.ts';
import { showInfo } from '../../ui/overlays/toast.ts';
import { formatCount } from '../../lib/format-number.ts';
import { startSandbox } from '../tree/connection-menu.ts';
import { openSearch } from '../search/follow-value.ts';

/** Commands of the window itself. The application menu runs some of them by these ids. */
export function windowCommands(app: AppState): readonly Command[] {
  const { dialogs, workspace } = app;
  const showPanel = (panel: RailPanel): void => {
    workspace.showPanel(panel);
  };
  const toggleDrawer = (drawer: DrawerName): void => {
    const isShown = workspace.layout.isDrawerOpen && workspace.layout.drawer === drawer;
    workspace.change({ drawer, isDrawerOpen: !isShown });
  };

  return [
    {
      id: 'palette.open',
      title: 'Command palette',
      group: 'Window',
      keys: ['Mod+K'],
      run: () => {
        dialogs.open({ kind: 'palette', scope: 'everything' });
      },
    },
    {
      id: 'stream.go',
      title: 'Go to stream…',
      group: 'Streams',
      keys: ['Mod+P'],
      run: () => {
        dialogs.open({ kind: 'palette', scope: 'streams' });
      },
    },
    {
      id: 'connection.new',
      title: 'New connection…',
      group: 'Connections',
      keys: ['Mod+N'],
      run: () => {
        dialogs.open({ kind: 'connection', profileId: undefined });
      },
    },
    {
      id: 'sandbox.start',
      title: 'Try the sandbox',
      group: 'Connections',
      run: () => {
        workspace.passFirstRun();
        showPanel('streams');
        startSandbox(app);
      },
    },
    {
      id: 'session.detachAll',
      title: 'Detach all sources now',
      group: 'Sessions',
      keys: ['Mod+.'],
      run: () => {
        app.sessions.detachAll().then((closed) => {
          showInfo(closed === 0 ? 'Nothing was attached' : `Detached from ${formatCount(closed, 'stream')}`, {
            detail: 'History stays. Subscriptions stay on the service.',
          });
        }, app.report);
      },
    },
    {
      id: 'panel.streams',
      title: 'Show streams',
      group: 'Window',
      run: () => {
        showPanel('streams');
      },
    },
    {
      id: 'panel.history',
      title: 'Show stored history',
      group: 'Window',
      run: () => {
        showPanel('history');
      },
    },
    {
      id: 'panel.connections',
      title: 'Show connections',
      group: 'Window',
      run: () => {
        showPanel('connections');
      },
    },
    {
      id: 'panel.toggle',
      title: 'Show or hide the side panel',
      group: 'Window',
      keys: ['Mod+B'],
      run: () => {
        if (workspace.isPanelShown) workspace.hidePanel();
        else workspace.showPanel();
      },
    },
    {
      id: 'inspector.toggle',
      title: 'Show or hide the inspector',
      group: 'Window',
      keys: ['Mod+I'],
      run: () => {
        workspace.change({ isInspectorOpen: !workspace.layout.isInspectorOpen });
      },
    },
    {
      id: 'histogram.toggle',
      title: 'Show or hide messages over time',
      group: 'Window',
      run: () => {
        workspace.change({ isHistogramOpen: !workspace.layout.isHistogramOpen });
      },
    },
    {
      id: 'publish.toggle',
      title: 'Show or hide publish',
      group: 'Window',
      keys: ['Mod+J'],
      run: () => {
        toggleDrawer('publish');
      },
    },
    {
      id: 'search.open',
      title: 'Search stored messages…',
      group: 'Messages',
      keys: ['Mod+Shift+F'],
      run: () => {
        openSearch(app);
      },
    },
    {
      id: 'replay.toggle',
      title: 'Show or hide replay',
      group: 'Window',
      run: () => {
        toggleDrawer('replay');
      },
    },
    {
      id: 'log.toggle',
      title: 'Show or hide the log',
      group: 'Window',
      keys: ['Mod+L'],
      run: () => {
        toggleDrawer('log');
      },
    },
    {
      id: 'settings.open',
      title: 'Settings…',
      group: 'Window',
      keys: ['Mod+,'],
      run: () => {
        dialogs.open({ kind: 'settings', page: 'look' });
      },
    },
    {
      id: 'settings.keyboard',
      title: 'Keyboard shortcuts…',
      group: 'Window',
      run: () => {
        dialogs.open({ kind: 'settings', page: 'keyboard' });
      },
    },
    {
      id: 'settings.about',
      title: 'About Streamscope',
      group: 'Window',
      run: () => {
        dialogs.open({ kind: 'settings', page: 'about' });
      },
    },
    {
      id: 'help.open',
      title: 'Help: keys and glossary',
      group: 'Window',
      keys: ['F1', '?'],
      run: () => {
        dialogs.open({ kind: 'help' });
      },
    },
    {
      id: 'checklist.show',
      title: 'Show the first steps',
      group: 'Window',
      isEnabled: () => app.checklist.isDismissed,
      run: () => {
        app.checklist.show().catch(app.report);
      },
    },
  ];
}
