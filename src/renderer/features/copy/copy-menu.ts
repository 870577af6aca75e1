import Copy from '@lucide/svelte/icons/copy';
import { formatCount } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { showError } from '../../ui/overlays/toast.ts';
import { copyWords } from '../messages/message-actions.ts';
import type { TimeLook } from '../messages/time-words.ts';
import { copySelection, type CopyForm } from './copy-messages.ts';
import { publishAddress, type PublishAddress } from './publish-address.ts';
import { curlCommand, pythonCode, typescriptCode, type CopiedMessage } from './publish-code.ts';

/** Ways to copy the selection, and the one message under the pointer as something that publishes it again. */
export function copyMenu(app: AppState, tab: Tab, row: MessageRow, times: TimeLook): MenuEntry {
  const many = tab.selection.count > 1 ? ` of ${formatCount(tab.selection.count, 'row')}` : '';
  const selection = (label: string, form: CopyForm, keys?: string): MenuEntry => ({
    kind: 'action',
    label: label + many,
    keys,
    onselect: () => {
      void copySelection(app, tab, form, times);
    },
  });
  return {
    kind: 'submenu',
    label: 'Copy',
    icon: Copy,
    entries: [
      selection('Text, with titles', 'text', 'Mod+C'),
      selection('JSON', 'json', 'Mod+Shift+C'),
      selection('Payload', 'payload'),
      { kind: 'separator' },
      {
        kind: 'action',
        label: 'Key',
        disabled: row.key === null,
        detail: row.key ?? undefined,
        onselect: () => {
          void copyWords('Key', row.key ?? '');
        },
      },
      {
        kind: 'action',
        label: 'Message id',
        detail: `${row.ledger}:${row.entry}`,
        onselect: () => {
          void copyWords('Message id', row.messageId);
        },
      },
      { kind: 'separator' },
      ...publishEntries(app, tab, row),
    ],
  };
}

function publishEntries(app: AppState, tab: Tab, row: MessageRow): readonly MenuEntry[] {
  const profile = app.profiles.find(tab.connectionId)?.profile;
  const address = profile && publishAddress(profile, tab.fullName);
  const entry = (
    label: string,
    write: (address: PublishAddress, message: CopiedMessage) => string | undefined,
  ): MenuEntry => ({
    kind: 'action',
    label,
    disabled: address === undefined,
    title:
      address === undefined
        ? 'The connection of this stream is not known any more'
        : 'Publishes this message again; the secret is read from a variable of whoever runs it',
    onselect: () => {
      if (address !== undefined) void copyCode(app, row.rowId, label, (message) => write(address, message));
    },
  });
  return [
    { kind: 'heading', label: 'What publishes it again' },
    entry('curl', curlCommand),
    entry('TypeScript, with ws', typescriptCode),
    entry('Python, with websocket-client', pythonCode),
  ];
}

async function copyCode(
  app: AppState,
  rowId: number,
  what: string,
  write: (message: CopiedMessage) => string | undefined,
): Promise<void> {
  try {
    const code = write(await app.client.call('history.message', { rowId }));
    if (code === undefined)
      showError('Nothing was copied', {
        detail:
          'Pulsar’s REST call takes text only, and this payload is none. Take the TypeScript or Python.',
      });
    else await copyWords(what, code);
  } catch (error) {
    app.report(error);
  }
}
