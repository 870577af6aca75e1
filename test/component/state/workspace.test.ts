import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { Preferences } from '../../../src/renderer/state/preferences.svelte.ts';
import { Workspace, type OwnLayout } from '../../../src/renderer/state/workspace.svelte.ts';
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

  it('is not kept again where nothing of it changed', async () => {
    const { transport, timers, workspace } = await setUp({ panelSize: 25 });
    workspace.restore();
    workspace.change({ panelSize: 25, tabs: [] });
    timers.advance(1_000);
    expect(transport.inputsOf('settings.change')).toHaveLength(0);
    workspace.change({ panelSize: 30 });
    workspace.change({ panelSize: 25 });
    timers.advance(1_000);
    expect(transport.inputsOf('settings.change')).toMatchObject([{ workspace: { panelSize: 25 } }]);
  });

  it('is kept at once when the window goes, and not once more after that', async () => {
    const { transport, timers, workspace } = await setUp();
    workspace.flush();
    expect(transport.inputsOf('settings.change')).toHaveLength(0);
    workspace.change({ panelSize: 25 });
    workspace.flush();
    expect(transport.inputsOf('settings.change')).toMatchObject([{ workspace: { panelSize: 25 } }]);
    timers.advance(1_000);
    expect(transport.inputsOf('settings.change')).toHaveLength(1);
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

describe('the layout of several windows', () => {
  async function twoWindows() {
    let kept = defaultSettings();
    const transport = new FakeTransport().answer('settings.read', () => kept);
    transport.answer('settings.change', (change) => {
      kept = settingsSchema.parse({ ...kept, ...change });
      transport.push('settings.changed', kept);
      return kept;
    });
    const own = { layout: {} };
    const apart: OwnLayout = {
      read: () => Promise.resolve(own.layout),
      keep: (layout) => {
        own.layout = layout;
        return Promise.resolve();
      },
    };
    const open = async (isFurther: boolean) => {
      const preferences = new Preferences(createClient(transport));
      await preferences.load();
      const timers = new ManualTimers();
      const workspace = new Workspace(preferences, timers, vi.fn(), isFurther ? apart : undefined);
      await workspace.load();
      workspace.restore();
      return { workspace, timers };
    };
    const first = await open(false);
    return { first, openFurther: () => open(true), kept: () => kept.workspace };
  }

  it('is kept of the first one; a further one begins like it, without its tabs', async () => {
    const { first, openFurther, kept } = await twoWindows();
    const tab = { connectionId: 'one', fullName: 'persistent://t/n/a', name: 'a' };
    first.workspace.change({
      panelSize: 30,
      tabs: [{ ...tab, plan: undefined, side: 'left', isFront: true }],
    });
    first.timers.advance(1_000);
    await vi.waitFor(() => expect(kept()).toMatchObject({ panelSize: 30 }));
    const further = await openFurther();
    expect(further.workspace.layout).toMatchObject({ panelSize: 30, tabs: [] });
    further.workspace.change({ panelSize: 20 });
    further.timers.advance(1_000);
    expect(kept()).toMatchObject({ panelSize: 30, tabs: [tab] });
    expect(first.workspace.layout.panelSize).toBe(30);
  });

  it('of a further one stands as it was left, tabs and all, apart from the first', async () => {
    const { openFurther, kept } = await twoWindows();
    const place = { connectionId: 'one', fullName: 'persistent://t/n/a', name: 'a' };
    const tab = { ...place, plan: undefined, side: 'left', isFront: true } as const;
    const further = await openFurther();
    further.workspace.change({ tabs: [tab], panelSize: 20, savedFilters: ['key == "42"'] });
    further.workspace.flush();
    const again = await openFurther();
    expect(again.workspace.layout).toMatchObject({ tabs: [{ name: 'a' }], panelSize: 20 });
    expect(kept()).toEqual({ savedFilters: ['key == "42"'] });
  });

  it('has saved filters in common, whichever window saved them', async () => {
    const { first, openFurther, kept } = await twoWindows();
    const further = await openFurther();
    further.workspace.change({ savedFilters: ['value.total > 20'] });
    further.timers.advance(1_000);
    await vi.waitFor(() => expect(first.workspace.layout.savedFilters).toEqual(['value.total > 20']));
    first.workspace.change({ panelSize: 25 });
    first.timers.advance(1_000);
    await vi.waitFor(() =>
      expect(kept()).toMatchObject({ panelSize: 25, savedFilters: ['value.total > 20'] }),
    );
  });
});
