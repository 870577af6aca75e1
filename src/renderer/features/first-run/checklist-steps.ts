import type { AppState } from '../../state/app-state.svelte.ts';
import type { ChecklistStep } from '../../state/checklist.svelte.ts';
import type { StreamPlace } from '../../state/stream-place.ts';
import { openReplay } from '../messages/message-actions.ts';
import { openPublish } from '../tree/stream-menu.ts';

export interface StepWords {
  readonly title: string;
  /** What is typed or pressed stands between backticks. */
  readonly how: string;
}

/** How each step is done, in a sentence. The streams named are those of the sandbox. */
export const stepWords: Readonly<Record<ChecklistStep, StepWords>> = {
  observe: {
    title: 'Observe a stream',
    how: 'Double-click “orders” in the tree, or press `Enter` on it. Looking changes nothing.',
  },
  filter: { title: 'Filter its messages', how: 'Type `value.total > 20` over the table and press `Enter`.' },
  inspect: {
    title: 'Inspect a message',
    how: 'Choose a row: its value, fields and deliveries stand at the right.',
  },
  ack: {
    title: 'Acknowledge one',
    how: 'Consume “payments” with a subscription of your own, choose a row and press `A`.',
  },
  publish: {
    title: 'Publish a message',
    how: 'Write one in the drawer and press Publish: the receipt gives its id.',
  },
  replay: {
    title: 'Replay messages',
    how: 'Choose rows, press Replay… and start: they are published again.',
  },
};

const sandboxStream = (app: AppState, name: string): StreamPlace | undefined => {
  const sandbox = app.profiles.all.find(({ profile }) => profile.kind === 'sandbox')?.profile;
  if (sandbox === undefined) return undefined;
  const stream = app.streams.allOf(sandbox.id).find((one) => one.name === name);
  return stream && { connectionId: sandbox.id, fullName: stream.fullName, name };
};

/** Goes to the place where a step is done, and does nothing of it: that is for the person. */
export function showStep(app: AppState, step: ChecklistStep): void {
  const orders = sandboxStream(app, 'orders');
  const payments = sandboxStream(app, 'payments');
  const { active } = app.tabs;
  switch (step) {
    case 'observe':
      app.workspace.showPanel('streams');
      focusTree();
      break;
    case 'filter':
      if (active === undefined) showStep(app, 'observe');
      else app.commands.run('filter.focus');
      break;
    case 'inspect':
      app.workspace.change({ isInspectorOpen: true });
      if (active === undefined) showStep(app, 'observe');
      else active.stepRow(1);
      active?.table?.focus();
      break;
    case 'ack': {
      const consumed = app.tabs.all.find(({ mode }) => mode === 'consume');
      if (consumed !== undefined) {
        app.tabs.activeId = consumed.id;
        consumed.table?.focus();
      } else if (payments !== undefined) app.dialogs.open({ kind: 'consume', place: payments });
      break;
    }
    case 'publish':
      openPublishTo(app, active ?? orders);
      break;
    case 'replay':
      if (active === undefined) showStep(app, 'observe');
      else if (active.selection.isEmpty) active.table?.focus();
      openReplay(app);
      break;
  }
}

function openPublishTo(app: AppState, place: StreamPlace | undefined): void {
  if (place !== undefined) openPublish(app, place);
}

/** The tree may have come on screen only now. */
function focusTree(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('[role="tree"]')?.focus();
  });
}
