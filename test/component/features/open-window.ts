import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { createClient } from '../../../src/renderer/api/client.ts';
import App from '../../../src/renderer/App.svelte';
import { AppState } from '../../../src/renderer/state/app-state.svelte.ts';
import { windowTimers, type Timers } from '../../../src/renderer/state/timers.ts';
import { defaultSettings, settingsSchema } from '../../../src/shared/contract/schemas/settings.ts';
import { FakeTransport } from './fake-transport.ts';
import {
  appInfo,
  connection,
  decoded,
  history,
  message,
  profile,
  session,
  stats,
  stream,
} from './sample-data.ts';
import '../../../src/renderer/styles/all.css';

export interface OpenWindow {
  readonly app: AppState;
  readonly transport: FakeTransport;
  /** Failures that no part of the window shows by itself. */
  readonly reported: unknown[];
}

/** A service nobody has connected to yet: every list is empty. */
export function emptyService(): FakeTransport {
  return new FakeTransport()
    .answer('app.info', () => appInfo())
    .answer('app.notices', () => [])
    .answer('app.log', () => [])
    .answer('settings.read', () => defaultSettings())
    .answer('settings.change', (change) => settingsSchema.parse({ ...defaultSettings(), ...change }))
    .answer('profiles.list', () => [])
    .answer('connections.list', () => [])
    .answer('sessions.list', () => [])
    .answer('replay.list', () => [])
    .answer('captures.list', () => [])
    .answer('transfer.list', () => [])
    .answer('decoders.library', () => ({ schemas: [], bindings: [] }))
    .answer('history.streams', () => [])
    .answer('marks.list', () => [])
    .answer('marks.shown', () => [])
    .answer('streams.stats', () => []);
}

/** A connection that is live, with three messages of `orders` stored. */
export function liveService(guarded = false): FakeTransport {
  const rows = [message(1), message(2), message(3)];
  return emptyService()
    .answer('profiles.list', () => [profile({ guarded })])
    .answer('connections.list', () => [connection()])
    .answer('history.streams', () => [history()])
    .answer('history.rows', ({ from, count }) => ({
      rows: rows.slice(from, from + count),
      total: rows.length,
    }))
    .answer('history.histogram', () => ({
      from: message(1).receivedAt,
      stepMs: 1,
      starts: [0, rows.length],
      troubled: [0],
    }))
    .answer('history.deliveries', () => [])
    .answer('history.message', ({ rowId }) => {
      const { preview, isPreviewCut: _cut, ...row } = message(rowId - 2 ** 36);
      const payload = new TextEncoder().encode(preview);
      return {
        ...row,
        payload,
        properties: [],
        publishTimeText: null,
        eventTimeText: null,
        extraFields: null,
      };
    })
    .answer('messages.decode', () => decoded())
    .answer('streams.list', ({ fabric }) => ({
      streams:
        fabric === '_system'
          ? [
              stream('orders'),
              stream('payments', { scope: 'global' }),
              stream('users', { role: 'collection' }),
            ]
          : [],
      asOf: 0,
      source: 'live',
    }))
    .answer('streams.stats', ({ fullNames }) => fullNames.map((fullName) => ({ fullName, stats: stats() })))
    .answer('sessions.open', ({ fullName, plan }) => session({ fullName, plan }))
    .answer('sessions.close', () => undefined);
}

/** Shows the whole window over a transport, as it is a moment after its start. */
export async function openWindow(
  transport: FakeTransport,
  timers: Timers = windowTimers,
): Promise<OpenWindow> {
  const reported: unknown[] = [];
  let lastId = 0;
  const app = new AppState({
    client: createClient(transport),
    timers,
    createId: () => `0000000${++lastId}`.slice(-8),
    report: (error) => reported.push(error),
    answered: () => undefined,
  });
  await page.viewport(1280, 800);
  await render(App, { app });
  return { app, transport, reported };
}
