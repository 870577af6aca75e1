import Copy from '@lucide/svelte/icons/copy';
import CornerDownRight from '@lucide/svelte/icons/corner-down-right';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { copyWords } from '../messages/message-actions.ts';
import { followValue } from './follow-value.ts';
import { openHit } from './open-hit.ts';

export function hitMenu(app: AppState, hit: MessageSummary): readonly MenuEntry[] {
  const { key } = hit;
  return [
    {
      kind: 'action',
      label: 'Open in its stream',
      icon: CornerDownRight,
      keys: 'Enter',
      onselect: () => {
        void openHit(app, hit);
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Follow its key',
      disabled: key === null,
      detail: key ?? undefined,
      onselect: () => {
        if (key !== null) followValue(app, key);
      },
    },
    {
      kind: 'action',
      label: 'Copy message id',
      icon: Copy,
      detail: `${hit.ledger}:${hit.entry}`,
      onselect: () => {
        void copyWords('Message id', hit.messageId);
      },
    },
  ];
}
