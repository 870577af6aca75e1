import Archive from '@lucide/svelte/icons/archive';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Download from '@lucide/svelte/icons/download';
import Copy from '@lucide/svelte/icons/copy';
import Eye from '@lucide/svelte/icons/eye';
import Plug from '@lucide/svelte/icons/plug';
import Send from '@lucide/svelte/icons/send';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import Star from '@lucide/svelte/icons/star';
import Stethoscope from '@lucide/svelte/icons/stethoscope';
import Timer from '@lucide/svelte/icons/timer';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { copyText } from '../../lib/clipboard.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { StreamPlace } from '../../state/stream-place.ts';
import type { ReaderStart } from '../../../shared/contract/schemas/session.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { showError } from '../../ui/overlays/toast.ts';
import { exportStream } from '../transfer/export-stream.ts';
import type { StreamRow } from './tree-rows.ts';

export function placeOf({ connectionId, stream }: StreamRow): StreamPlace {
  return { connectionId, fullName: stream.fullName, name: stream.name };
}

export function observe(app: AppState, place: StreamPlace, start: ReaderStart): void {
  app.tabs.observe(place, start).catch(app.report);
}

export function openPublish(app: AppState, place: StreamPlace): void {
  app.workspace.change({ drawer: 'publish', isDrawerOpen: true });
  app.publishTarget = place;
}

/** What can be done to one stream. What needs the wire is greyed while there is no connection. */
export function streamMenu(app: AppState, row: StreamRow): readonly MenuEntry[] {
  const place = placeOf(row);
  const isOffline = !app.connections.isOnline(row.connectionId);
  const stored = app.histories.find(place.connectionId, place.fullName);
  const needsConnection = isOffline ? 'Connect first' : undefined;
  return [
    {
      kind: 'action',
      label: 'Observe',
      icon: Eye,
      keys: 'Enter',
      disabled: isOffline,
      title: needsConnection ?? 'Reads from now on; changes nothing on the service',
      onselect: () => {
        observe(app, place, { at: 'latest' });
      },
    },
    {
      kind: 'action',
      label: 'Observe from the earliest',
      disabled: isOffline,
      title: needsConnection,
      onselect: () => {
        observe(app, place, { at: 'earliest' });
      },
    },
    {
      kind: 'action',
      label: 'Consume…',
      icon: Plug,
      disabled: isOffline,
      title: needsConnection ?? 'Attaches a durable subscription',
      onselect: () => {
        app.dialogs.open({ kind: 'consume', place });
      },
    },
    {
      kind: 'action',
      label: 'Publish…',
      icon: Send,
      disabled: isOffline,
      title: needsConnection,
      onselect: () => {
        openPublish(app, place);
      },
    },
    {
      kind: 'action',
      label: 'Open stored messages',
      icon: Archive,
      onselect: () => {
        app.tabs.openOffline(place).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: 'Export…',
      icon: Download,
      disabled: stored === undefined || stored.count === 0,
      title: stored === undefined ? 'Nothing of this stream is stored yet' : undefined,
      onselect: () => {
        if (stored !== undefined) exportStream(app, stored);
      },
    },
    {
      kind: 'action',
      label: 'Open to the side',
      icon: Columns2,
      onselect: () => {
        app.tabs.openBeside(place, !isOffline).catch(app.report);
      },
    },
    {
      kind: 'action',
      label: app.favourites.isStarred(place) ? 'Remove the star' : 'Star',
      icon: Star,
      keys: '*',
      onselect: () => {
        app.favourites.toggle(place).catch(app.report);
      },
    },
    { kind: 'separator' },
    {
      kind: 'action',
      label: 'Copy name',
      icon: Copy,
      onselect: () => {
        void copyOrTell(row.stream.name);
      },
    },
    {
      kind: 'action',
      label: 'Copy full name',
      onselect: () => {
        void copyOrTell(row.stream.fullName);
      },
    },
    { kind: 'separator' },
    ...serviceEntries(app, row, needsConnection),
    {
      kind: 'action',
      label: 'Delete…',
      icon: Trash2,
      danger: true,
      disabled: isOffline,
      title: needsConnection,
      onselect: () => {
        app.dialogs.open({ kind: 'deleteStream', connectionId: row.connectionId, stream: row.stream });
      },
    },
  ];
}

/** What administers the stream on the service. */
function serviceEntries(
  app: AppState,
  { connectionId, stream }: StreamRow,
  needsConnection: string | undefined,
): readonly MenuEntry[] {
  const canTerminate = app.profiles.find(connectionId)?.profile.kind === 'pulsar';
  const disabled = needsConnection !== undefined;
  return [
    {
      kind: 'action',
      label: 'Subscriptions…',
      icon: Plug,
      disabled,
      title: needsConnection,
      onselect: () => {
        app.dialogs.open({ kind: 'subscriptions', connectionId, stream });
      },
    },
    {
      kind: 'action',
      label: 'Diagnose…',
      icon: Stethoscope,
      disabled,
      title: needsConnection ?? 'Why its subscriptions stand still, or that they do not; changes nothing',
      onselect: () => {
        const { fullName, name } = stream;
        app.dialogs.open({ kind: 'doctor', place: { connectionId, fullName, name } });
      },
    },
    {
      kind: 'action',
      label: 'Time to live…',
      icon: Timer,
      disabled: disabled || stream.fabric === '',
      title: needsConnection,
      onselect: () => {
        app.dialogs.open({ kind: 'timeToLive', connectionId, stream });
      },
    },
    {
      kind: 'action',
      label: 'Terminate…',
      icon: CircleStop,
      disabled: disabled || !canTerminate || stream.terminated === true,
      danger: true,
      title: needsConnection ?? (canTerminate ? undefined : 'GDN has no call for it'),
      onselect: () => {
        app.dialogs.open({ kind: 'terminate', connectionId, stream });
      },
    },
  ];
}

async function copyOrTell(text: string): Promise<void> {
  const outcome = await copyText(text);
  if (!outcome.ok) showError('Nothing was copied', { detail: outcome.reason });
}
