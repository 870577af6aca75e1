import Pencil from '@lucide/svelte/icons/pencil';
import Plug from '@lucide/svelte/icons/plug';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Unplug from '@lucide/svelte/icons/unplug';
import type { Profile } from '../../../shared/contract/schemas/profile.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import type { FabricRow } from './tree-rows.ts';

/** Connects, asking for the secret first where none is kept. */
export function connect(app: AppState, profile: Profile): void {
  if (profile.kind === 'sandbox') {
    app.connections.startSandbox().catch(app.report);
    return;
  }
  if (app.profiles.find(profile.id)?.secret === 'missing') {
    app.dialogs.open({ kind: 'secret', profileId: profile.id });
    return;
  }
  app.connections.open(profile.id).catch(app.report);
}

export function connectionMenu(app: AppState, profile: Profile): readonly MenuEntry[] {
  const isLive = ['online', 'connecting'].includes(app.connections.find(profile.id)?.phase ?? 'offline');
  return [
    isLive
      ? {
          kind: 'action',
          label: 'Disconnect',
          icon: Unplug,
          onselect: () => {
            app.connections.close(profile.id).catch(app.report);
          },
        }
      : {
          kind: 'action',
          label: 'Connect',
          icon: Plug,
          keys: 'Enter',
          onselect: () => {
            connect(app, profile);
          },
        },
    {
      kind: 'action',
      label: 'Edit…',
      icon: Pencil,
      disabled: profile.kind === 'sandbox',
      title:
        profile.kind === 'sandbox'
          ? 'The sandbox has an address and token of its own at each start'
          : undefined,
      onselect: () => {
        app.dialogs.open({ kind: 'connection', profileId: profile.id });
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Remove…',
      icon: Trash2,
      danger: true,
      onselect: () => {
        app.dialogs.open({ kind: 'removeConnection', profileId: profile.id });
      },
    },
  ];
}

export function fabricMenu(app: AppState, row: FabricRow, refresh: () => void): readonly MenuEntry[] {
  const { connectionId, fabric } = row;
  const isOffline = !app.connections.isOnline(connectionId);
  return [
    {
      kind: 'action',
      label: 'Create stream…',
      icon: Plus,
      disabled: isOffline,
      title: isOffline ? 'Connect first' : undefined,
      onselect: () => {
        app.dialogs.open({ kind: 'createStream', connectionId, fabric });
      },
    },
    { kind: 'action', label: 'Refresh', icon: RefreshCw, keys: 'F5', onselect: refresh },
  ];
}
