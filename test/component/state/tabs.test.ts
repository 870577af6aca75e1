import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { Answers } from '../../../src/renderer/state/answers.svelte.ts';
import { Captures } from '../../../src/renderer/state/captures.svelte.ts';
import { Histories } from '../../../src/renderer/state/histories.svelte.ts';
import { Preferences } from '../../../src/renderer/state/preferences.svelte.ts';
import { Sessions } from '../../../src/renderer/state/sessions.svelte.ts';
import { mostClosed } from '../../../src/renderer/state/closed-tabs.svelte.ts';
import { Tabs } from '../../../src/renderer/state/tabs.svelte.ts';
import { Workspace } from '../../../src/renderer/state/workspace.svelte.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { observePlan, session } from '../features/sample-data.ts';
import { ManualTimers } from './manual-timers.ts';

const place = (name: string) => ({
  connectionId: 'one',
  fullName: `persistent://t/c8local._system/c8locals.${name}`,
  name,
});

function setUp() {
  const transport = new FakeTransport()
    .answer('sessions.open', ({ fullName, plan }) => session({ fullName, plan }))
    .answer('sessions.close', () => undefined)
    .answer('history.rows', () => ({ rows: [], total: 0 }));
  const client = createClient(transport);
  const timers = new ManualTimers();
  const workspace = new Workspace(new Preferences(client), timers, () => undefined);
  let lastId = 0;
  const tabs = new Tabs({
    client,
    timers,
    createId: () => `tab-${String(++lastId)}`,
    sessions: new Sessions(client),
    histories: new Histories(client, timers, new Captures(client)),
    answers: new Answers(client, timers, () => undefined),
    workspace,
  });
  return { tabs, transport };
}

async function withTabs(...names: string[]) {
  const made = setUp();
  for (const name of names) await made.tabs.openOffline(place(name));
  const idOf = (name: string): string => made.tabs.all.find((tab) => tab.name === name)?.id ?? '';
  const namesIn = (side: 'left' | 'right'): string[] => made.tabs.of(side).map(({ name }) => name);
  return { ...made, idOf, namesIn };
}

describe('tabs in one group', () => {
  it('move to the place they are given', async () => {
    const { tabs, idOf, namesIn } = await withTabs('a', 'b', 'c');
    tabs.move(idOf('c'), 0);
    expect(namesIn('left')).toEqual(['c', 'a', 'b']);
    tabs.move(idOf('c'), 2);
    expect(namesIn('left')).toEqual(['a', 'b', 'c']);
  });

  it('close all but one, or all to the right of one', async () => {
    const { tabs, idOf, namesIn } = await withTabs('a', 'b', 'c', 'd');
    await tabs.closeToTheRight(idOf('b'));
    expect(namesIn('left')).toEqual(['a', 'b']);
    await tabs.closeOthers(idOf('a'));
    expect(namesIn('left')).toEqual(['a']);
    expect(tabs.active?.name).toBe('a');
  });

  it('come back where they stood, newest first', async () => {
    const { tabs, idOf, namesIn } = await withTabs('a', 'b', 'c');
    await tabs.close(idOf('b'));
    await tabs.close(idOf('a'));
    await tabs.reopen(() => false);
    expect(namesIn('left')).toEqual(['a', 'c']);
    await tabs.reopen(() => false);
    expect(namesIn('left')).toEqual(['a', 'b', 'c']);
    expect(tabs.active?.name).toBe('b');
    expect(tabs.canReopen).toBe(false);
  });

  it('observe again when they come back and their connection is live; a consumer stays detached', async () => {
    const { tabs, transport } = setUp();
    const observed = await tabs.observe(place('a'), { at: 'latest' });
    await tabs.close(observed.id);
    await tabs.reopen(() => true);
    expect(transport.inputsOf('sessions.open').at(-1)).toMatchObject({
      plan: { mode: 'observe', start: { at: 'continue' } },
    });
    const consumed = await tabs.consume(
      place('b'),
      {
        mode: 'consume',
        subscription: 's',
        type: 'Shared',
        ackPolicy: 'manual',
        initialPosition: 'Latest',
        receiverQueueSize: 10,
        negativeAckRedeliveryDelayMs: 1_000,
      },
      { deletesSubscription: false, typedName: undefined },
    );
    await tabs.close(consumed.id);
    await tabs.reopen(() => true);
    expect(transport.inputsOf('sessions.open')).toHaveLength(3);
    expect(tabs.active?.mode).toBe('offline');
  });

  it('are remembered up to a bound once they are closed', async () => {
    const { tabs } = setUp();
    for (let n = 0; n < mostClosed + 5; n += 1) {
      const tab = await tabs.openOffline(place(`s${String(n)}`));
      await tabs.close(tab.id);
    }
    for (let n = 0; n < mostClosed; n += 1) await tabs.reopen(() => false);
    expect(tabs.canReopen).toBe(false);
    expect(tabs.all).toHaveLength(mostClosed);
  });

  it('are chosen by number, and by stepping round the end', async () => {
    const { tabs } = await withTabs('a', 'b', 'c');
    tabs.goTo(0);
    expect(tabs.active?.name).toBe('a');
    tabs.step(-1);
    expect(tabs.active?.name).toBe('c');
    tabs.step(1);
    expect(tabs.active?.name).toBe('a');
    tabs.goTo(7);
    expect(tabs.active?.name).toBe('a');
    tabs.goTo(-1);
    expect(tabs.active?.name).toBe('c');
  });
});

describe('two groups of tabs', () => {
  it('a tab moved to the other side is in front there and has the focus; its neighbour takes its place', async () => {
    const { tabs, idOf, namesIn } = await withTabs('a', 'b', 'c');
    tabs.moveToSide(idOf('c'), 'right', 0);
    expect(namesIn('left')).toEqual(['a', 'b']);
    expect(namesIn('right')).toEqual(['c']);
    expect(tabs.focusedSide).toBe('right');
    expect(tabs.frontOf('left')?.name).toBe('b');
    expect(tabs.active?.name).toBe('c');
  });

  it('become one when the last tab of either is closed or moved away', async () => {
    const { tabs, idOf } = await withTabs('a', 'b');
    tabs.moveToSide(idOf('b'), 'right', 0);
    await tabs.close(idOf('a'));
    expect(tabs.isSplit).toBe(false);
    expect(tabs.active?.name).toBe('b');
    await tabs.openOffline(place('c'));
    tabs.moveToSide(idOf('c'), 'right', 0);
    tabs.moveToSide(idOf('c'), 'left', 0);
    expect(tabs.isSplit).toBe(false);
    expect(tabs.focusedSide).toBe('left');
  });

  it('a stream opened to the side stands in the other group, without a second socket when it is attached', async () => {
    const { tabs, transport } = setUp();
    const first = await tabs.observe(place('a'), { at: 'latest' });
    await tabs.openBeside(first, true);
    expect(transport.inputsOf('sessions.open')).toHaveLength(1);
    await tabs.openBeside(place('b'), true);
    expect(transport.inputsOf('sessions.open')).toHaveLength(2);
    expect(tabs.of('left').map(({ name }) => name)).toEqual(['a', 'b']);
    expect(tabs.of('right').map(({ name }) => name)).toEqual(['a']);
  });

  it('come back after a restart with the same tabs in front', async () => {
    const { tabs, idOf } = await withTabs('a', 'b', 'c', 'd');
    tabs.moveToSide(idOf('c'), 'right', 0);
    tabs.moveToSide(idOf('d'), 'right', 1);
    tabs.activeId = idOf('c');
    tabs.activeId = idOf('a');
    const { tabs: restored } = setUp();
    await restored.restore(
      tabs.saved,
      tabs.all.findIndex(({ id }) => id === tabs.activeId),
      [],
    );
    expect(restored.of('left').map(({ name }) => name)).toEqual(['a', 'b']);
    expect(restored.of('right').map(({ name }) => name)).toEqual(['c', 'd']);
    expect(restored.frontOf('right')?.name).toBe('c');
    expect(restored.active?.name).toBe('a');
  });

  it('filter by what they filtered by, and keep it while there is nothing to filter', async () => {
    const { tabs, transport } = setUp();
    const progress = { listId: 7, matches: 0, scanned: 0, failed: 0, left: 0 };
    transport
      .answer('history.openFilter', () => progress)
      .answer('history.fillFilter', () => progress)
      .answer('history.closeFilter', () => undefined);
    const saved = [
      { ...place('a'), filter: 'size > 3' },
      { ...place('b'), filter: 'key == "x"' },
    ];
    await tabs.restore(saved, 0, []);
    await tabs.all[0]?.showHistory(1);
    expect(transport.inputsOf('history.openFilter')).toEqual([{ streamId: 1, filter: 'size > 3' }]);
    expect(tabs.all.map((tab) => tab.filter?.rows?.filter)).toEqual(['size > 3', undefined]);
    expect(tabs.saved.map(({ filter }) => filter)).toEqual(['size > 3', 'key == "x"']);
    tabs.all[0]?.clearFilter();
    expect(tabs.saved[0]?.filter).toBe('');
  });

  it('take up the sessions that still live', async () => {
    const { tabs, transport } = setUp();
    const living = session({ fullName: place('a').fullName, plan: observePlan });
    transport.answer('sessions.list', () => [living]);
    await tabs.restore([{ ...place('a'), plan: observePlan, side: 'left' }], 0, [living]);
    expect(tabs.active?.sessionId).toBe(living.sessionId);
  });
});
