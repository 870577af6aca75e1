import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { inspectorViews } from '../../state/inspector.svelte.ts';
import {
  answer,
  canAnswer,
  canObserveFrom,
  observeFrom,
  openReplay,
  setDiffBase,
} from '../messages/message-actions.ts';
import { openPublish } from '../tree/stream-menu.ts';

/** Commands on the tab in front: its session, its rows and the message under the lens. */
export function sessionCommands(app: AppState): readonly Command[] {
  const { tabs } = app;
  const hasTab = (): boolean => tabs.active !== undefined;
  const isOnline = (): boolean =>
    tabs.active !== undefined && app.connections.isOnline(tabs.active.connectionId);

  return [
    {
      id: 'session.freeze',
      title: 'Freeze or follow',
      group: 'Messages',
      keys: ['Space', 'Pause'],
      isEnabled: hasTab,
      run: () => {
        if (tabs.active?.isFollowing) tabs.active.freeze();
        else tabs.active?.follow();
      },
    },
    {
      id: 'session.follow',
      title: 'Follow the newest message',
      group: 'Messages',
      keys: ['f'],
      isEnabled: hasTab,
      run: () => {
        tabs.active?.follow();
      },
    },
    {
      id: 'message.next',
      title: 'Next message',
      group: 'Messages',
      keys: ['F8', 'Mod+Down'],
      isEnabled: hasTab,
      run: () => {
        tabs.active?.stepRow(1);
      },
    },
    {
      id: 'message.previous',
      title: 'Previous message',
      group: 'Messages',
      keys: ['F7', 'Mod+Up'],
      isEnabled: hasTab,
      run: () => {
        tabs.active?.stepRow(-1);
      },
    },
    {
      id: 'message.ack',
      title: 'Acknowledge',
      group: 'Messages',
      keys: ['a'],
      isEnabled: () => canAnswer(tabs.active),
      run: () => {
        if (tabs.active !== undefined) answer(app, tabs.active, 'ack');
      },
    },
    {
      id: 'message.negativeAck',
      title: 'Negative-acknowledge',
      group: 'Messages',
      keys: ['x'],
      isEnabled: () => canAnswer(tabs.active),
      run: () => {
        if (tabs.active !== undefined) answer(app, tabs.active, 'negativeAck');
      },
    },
    {
      id: 'message.replay',
      title: 'Replay…',
      group: 'Messages',
      isEnabled: () => tabs.active !== undefined && !tabs.active.selection.isEmpty,
      run: () => {
        openReplay(app);
      },
    },
    {
      id: 'message.diffBase',
      title: 'Set as diff base',
      group: 'Messages',
      keys: ['d'],
      isEnabled: () => tabs.active?.focused?.row !== undefined,
      run: () => {
        setDiffBase(app, tabs.active?.focused?.row?.rowId);
      },
    },
    {
      id: 'session.observe',
      title: 'Observe',
      group: 'Sessions',
      isEnabled: () => isOnline() && tabs.active?.sessionId === undefined,
      run: () => {
        if (tabs.active !== undefined) tabs.observe(tabs.active, { at: 'continue' }).catch(app.report);
      },
    },
    {
      id: 'stream.diagnose',
      title: 'Diagnose the stream’s subscriptions…',
      group: 'Streams',
      isEnabled: isOnline,
      run: () => {
        if (tabs.active === undefined) return;
        const { connectionId, fullName, name } = tabs.active;
        app.dialogs.open({ kind: 'doctor', place: { connectionId, fullName, name } });
      },
    },
    {
      id: 'session.observeFrom',
      title: 'Observe from the chosen message',
      group: 'Sessions',
      isEnabled: () => tabs.active?.focused?.row !== undefined && canObserveFrom(app, tabs.active),
      run: () => {
        const tab = tabs.active;
        if (tab?.focused?.row !== undefined) observeFrom(app, tab, tab.focused.row);
      },
    },
    {
      id: 'session.consume',
      title: 'Consume…',
      group: 'Sessions',
      isEnabled: isOnline,
      run: () => {
        if (tabs.active !== undefined) app.dialogs.open({ kind: 'consume', place: tabs.active });
      },
    },
    {
      id: 'session.detach',
      title: 'Detach',
      group: 'Sessions',
      isEnabled: () => tabs.active?.sessionId !== undefined,
      run: () => {
        tabs.active?.detach().catch(app.report);
      },
    },
    {
      id: 'stream.star',
      title: 'Star this stream, or remove its star',
      group: 'Streams',
      keys: ['Mod+D'],
      isEnabled: hasTab,
      run: () => {
        if (tabs.active !== undefined) app.favourites.toggle(tabs.active).catch(app.report);
      },
    },
    {
      id: 'publish.open',
      title: 'Publish to this stream…',
      group: 'Sessions',
      isEnabled: hasTab,
      run: () => {
        if (tabs.active !== undefined) openPublish(app, tabs.active);
      },
    },
    ...inspectorViews.map((view, index) => ({
      id: `inspector.${view}`,
      title: `Inspector: ${view}`,
      group: 'Inspector',
      keys: [String(index + 1)],
      run: () => {
        app.workspace.change({ isInspectorOpen: true });
        app.inspector.view = view;
      },
    })),
  ];
}
