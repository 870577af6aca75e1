import Check from '@lucide/svelte/icons/check';
import Crosshair from '@lucide/svelte/icons/crosshair';
import Download from '@lucide/svelte/icons/download';
import GitCompare from '@lucide/svelte/icons/git-compare';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Eye from '@lucide/svelte/icons/eye';
import Rotate from '@lucide/svelte/icons/rotate-ccw';
import Send from '@lucide/svelte/icons/send';
import Undo from '@lucide/svelte/icons/undo-2';
import { formatCount } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { cellFilterMenu } from '../filter/filter-menu.ts';
import { exportFromTab } from '../transfer/transfer-actions.ts';
import { markMenu } from '../marks/mark-menu.ts';
import { openPublish } from '../tree/stream-menu.ts';
import { copyMenu } from '../copy/copy-menu.ts';
import {
  answer,
  canAnswer,
  canObserveFrom,
  observeFrom,
  openReplay,
  payloadText,
  setDiffBase,
} from './message-actions.ts';
import type { TimeLook } from './time-words.ts';

/** What can be done to the chosen messages, and to the one under the pointer. */
export function messageMenu(
  app: AppState,
  tab: Tab,
  row: MessageRow,
  column: string | null,
  times: TimeLook,
): readonly MenuEntry[] {
  const many = tab.selection.count > 1 ? ` ${formatCount(tab.selection.count, 'message')}` : '';
  const isAnswerable = canAnswer(tab);
  const whyNot = isAnswerable ? undefined : 'Only in Consume mode: a reader acknowledges nothing';
  return [
    {
      kind: 'action',
      label: 'Inspect',
      icon: PanelRight,
      keys: 'Enter',
      onselect: () => {
        app.workspace.change({ isInspectorOpen: true });
      },
    },
    ...cellFilterMenu(app, tab, row, column),
    { kind: 'separator' },
    ...markMenu(app, tab, row),
    { kind: 'separator' },
    {
      kind: 'action',
      label: `Acknowledge${many}`,
      icon: Check,
      keys: app.commands.keyOf('message.ack'),
      disabled: !isAnswerable,
      title: whyNot,
      onselect: () => {
        answer(app, tab, 'ack');
      },
    },
    {
      kind: 'action',
      label: `Negative-acknowledge${many}`,
      icon: Undo,
      keys: app.commands.keyOf('message.negativeAck'),
      disabled: !isAnswerable,
      title: whyNot,
      onselect: () => {
        answer(app, tab, 'negativeAck');
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: `Replay${many}…`,
      icon: Rotate,
      onselect: () => {
        openReplay(app);
      },
    },
    {
      kind: 'action',
      label: 'Publish a copy…',
      icon: Send,
      onselect: () => {
        void fillDraft(app, tab, row.rowId);
      },
    },
    {
      kind: 'action',
      label: 'Observe from here',
      icon: Eye,
      disabled: !canObserveFrom(app, tab),
      title: canObserveFrom(app, tab)
        ? 'Reads on after this message; changes nothing on the service'
        : 'Connect first',
      onselect: () => {
        observeFrom(app, tab, row);
      },
    },
    {
      kind: 'action',
      label: tab.selection.count > 1 ? 'Export selection…' : 'Export…',
      icon: Download,
      onselect: () => {
        void exportFromTab(app, tab);
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Set as diff base',
      icon: GitCompare,
      keys: 'd',
      onselect: () => {
        setDiffBase(app, row.rowId);
      },
    },
    {
      kind: 'action',
      label: 'Set as time reference',
      icon: Crosshair,
      keys: 'Mod+T',
      onselect: () => {
        tab.view.setReference(row);
      },
    },
    { kind: 'separator' },
    copyMenu(app, tab, row, times),
  ];
}

async function fillDraft(app: AppState, tab: Tab, rowId: number): Promise<void> {
  try {
    const { payload, key, properties } = await app.client.call('history.message', { rowId });
    app.draft.fill(payloadText(payload), key, properties);
    openPublish(app, tab);
  } catch (error) {
    app.report(error);
  }
}
