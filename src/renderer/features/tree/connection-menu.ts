import Pencil from '@lucide/svelte/icons/pencil';
import Plug from '@lucide/svelte/icons/plug';
import Plus from '@lucide/svelte/icons/plus';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Trash2 from '@lucide/svelte/icons/trash-2';
import Unplug from '@lucide/svelte/icons/unplug';
import type { Profile } from '../../../shared/contract/schemas/profile.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import { showError } from '../../ui/overlays/toast.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import type { FabricRow } from './tree-rows.ts';

/** A sign may go by itself: what it leads to stays. */
const signStaysMs = 10_000;

/** Connects, asking for the secret first where none is kept. */
export function connect(app: AppState, profile: Profile): void {
  if (profile.kind === 'sandbox') {
    startSandbox(app);
    return;
  }
  if (app.profiles.find(profile.id)?.secret === 'missing') {
    app.dialogs.open({ kind: 'secret', profileId: profile.id });
    return;
  }
  openConnection(app, profile.id);
}

export function openConnection(app: AppState, profileId: string): void {
  app.connections.open(profileId).catch((thrown: unknown) => {
    void tellOfFailure(app, profileId, thrown);
  });
}

export function startSandbox(app: AppState): void {
  app.connections.startSandbox().catch((thrown: unknown) => {
    const sandbox = app.profiles.all.find(({ profile }) => profile.kind === 'sandbox');
    void tellOfFailure(app, sandbox?.profile.id, thrown);
  });
}

/** Why a connection failed, and what to do, stands with it in the panel of connections: from elsewhere a sign leads there. */
async function tellOfFailure(app: AppState, profileId: string | undefined, thrown: unknown): Promise<void> {
  // The news that it failed may still be on its way.
  await app.connections.load().catch(app.report);
  const profile = app.profiles.all.find((saved) => saved.profile.id === profileId)?.profile;
  if (profile === undefined || app.connections.find(profile.id)?.phase !== 'failed') {
    app.report(thrown);
    return;
  }
  const { workspace } = app;
  if (workspace.isPanelShown && workspace.layout.panel === 'connections') return;
  showError(`No connection to ${profile.name}`, {
    id: `connection-${profile.id}`,
    durationMs: signStaysMs,
    action: { label: 'Show why', run: () => workspace.showPanel('connections') },
  });
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
