import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { Preferences } from '../../../src/renderer/state/preferences.svelte.ts';
import { Workspace } from '../../../src/renderer/state/workspace.svelte.ts';
import { defaultSettings, settingsSchema } from '../../../src/shared/contract/schemas/settings.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { ManualTimers } from './manual-timers.ts';

async function setUp(kept: Record<string, unknown> = {}) {
  const transport = new FakeTransport()
    .answer('settings.read', () => ({ ...defaultSettings(), workspace: kept }))
    .answer('settings.change', (change) => settingsSchema.parse({ ...defaultSettings(), ...change }));
  const preferences = new Preferences(createClient(transport));
  await preferences.load();
  const timers = new ManualTimers();
  const failed = vi.fn();
  return { transport, timers, failed, workspace: new Workspace(preferences, timers, failed) };
}

describe('the layout of the window', () => {
  it('is kept once however often it changes in a moment', async () => {
    const { transport, timers, workspace } = await setUp();
    workspace.change({ panelSize: 20 });
    workspace.change({ panelSize: 25 });
    timers.advance(1_000);
    expect(transport.inputsOf('settings.change')).toHaveLength(1);
    expect(transport.inputsOf('settings.change')[0]).toMatchObject({ workspace: { panelSize: 25 } });
  });

  it('takes over what it can read and falls back field by field', async () => {
    const { workspace } = await setUp({ panelSize: 22, drawer: 'unknown', tabs: [{ name: 'no place' }] });
    expect(workspace.restore()).toMatchObject({ panelSize: 22, drawer: 'publish', tabs: [] });
  });

  it('reports when it cannot be kept', async () => {
    const { transport, timers, failed, workspace } = await setUp();
    transport.answer('settings.change', () => {
      throw new Error('disk full');
    });
    workspace.change({ panelSize: 20 });
    timers.advance(1_000);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce());
  });
});
