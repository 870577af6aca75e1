import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import { liveService, openWindow } from './open-window.ts';
import { connection, stats, stream } from './sample-data.ts';

const item = (name: string) => page.getByRole('treeitem', { name, exact: true });

describe('the tree of streams', () => {
  it('names its rows by connection, fabric and stream, and folds collections away', async () => {
    await openWindow(liveService());
    await expect.element(item('staging')).toHaveAttribute('aria-level', '1');
    await expect.element(item('_system')).toHaveAttribute('aria-expanded', 'true');
    await expect.element(item('analytics')).toHaveAttribute('aria-expanded', 'false');
    await expect.element(item('orders')).toBeVisible();
    expect(item('users').elements()).toHaveLength(0);
    await item('collections').click();
    await expect.element(item('users')).toBeVisible();
  });

  it('tells which region a connection reached, and over which of them a global stream is replicated', async () => {
    const region = (name: string, place: string, isLocal: boolean, fabrics = ['_system']) => ({
      name,
      place,
      isLocal,
      fabrics,
    });
    const regions = [
      region('gdn-eu', 'Frankfurt, Germany', true),
      region('gdn-us', 'Fremont', false),
      region('gdn-ap', '', false, ['analytics']),
    ];
    const { transport } = await openWindow(liveService());
    transport.push('connections.changed', [connection({ regions })]);
    await expect
      .element(item('staging').getByText('staging'))
      .toHaveAttribute(
        'title',
        expect.stringContaining('Connected to gdn-eu (Frankfurt, Germany), one of 3 regions'),
      );
    const words = 'Replicated over 2 regions: gdn-eu, gdn-us';
    await expect
      .element(item('payments').getByText('payments', { exact: true }))
      .toHaveAttribute('title', expect.stringContaining(words));
    expect(item('orders').getByText('orders', { exact: true }).element().getAttribute('title')).not.toContain(
      'Replicated',
    );
    await page.getByRole('button', { name: 'Connections' }).click();
    await expect
      .element(page.getByText(/^Connected to gdn-eu/))
      .toHaveAttribute('title', 'gdn-eu (Frankfurt, Germany)\ngdn-us (Fremont)\ngdn-ap');
  });

  it('observes the chosen stream from now on when Enter is pressed', async () => {
    const { transport } = await openWindow(liveService());
    await item('payments').click();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('tab', { name: 'payments, Observe' })).toBeVisible();
    expect(transport.inputsOf('sessions.open')).toEqual([
      {
        connectionId: 'one',
        fullName: stream('payments').fullName,
        plan: { mode: 'observe', start: { at: 'latest' } },
        typedName: undefined,
      },
    ]);
  });

  it('shows a stream that is already observed instead of opening it twice', async () => {
    const { transport } = await openWindow(liveService());
    await item('orders').dblClick();
    await expect.element(page.getByRole('tab', { name: 'orders, Observe' })).toBeVisible();
    await item('orders').dblClick();
    expect(page.getByRole('tab', { name: /^orders/ }).elements()).toHaveLength(1);
    expect(transport.inputsOf('sessions.open')).toHaveLength(1);
  });

  it('keeps only what fits the filter, whatever was folded', async () => {
    await openWindow(liveService());
    await page.getByRole('searchbox', { name: 'Filter streams' }).fill('use');
    await expect.element(item('users')).toBeVisible();
    expect(item('orders').elements()).toHaveLength(0);
  });

  it('asks for the figures of streams that are on screen, and shows rate and backlog', async () => {
    const transport = liveService().answer('streams.stats', ({ fullNames }) =>
      fullNames.map((fullName) => ({ fullName, stats: stats({ rateIn: 96, backlog: 1204 }) })),
    );
    await openWindow(transport);
    await expect.element(item('orders')).toMatchTextContent(/1,204/);
    await expect.element(item('orders')).toMatchTextContent(/96\/s/);
    expect(transport.inputsOf('streams.stats')[0]).toEqual({
      connectionId: 'one',
      fullNames: [stream('orders').fullName, stream('payments').fullName],
    });
  });

  it('works from the last known list without a connection, and says how old it is', async () => {
    const transport = liveService()
      .answer('connections.list', () => [connection({ phase: 'offline' })])
      .answer('streams.list', () => ({
        streams: [stream('orders')],
        asOf: Date.now() - 3 * 3_600_000,
        source: 'lastKnown',
      }));
    await openWindow(transport);
    await expect.element(item('orders')).toBeVisible();
    await expect.element(item('_system')).toMatchTextContent(/list from \d\d:\d\d, 3 h ago/);
    expect(transport.inputsOf('streams.stats')).toEqual([]);
  });

  it('leads from where streams are missing to why the connection failed, which stands in one place', async () => {
    const transport = liveService()
      .answer('connections.list', () => [
        connection({ phase: 'failed', error: { code: 'AUTH_WRONG_CREDENTIALS', message: 'Refused.' } }),
      ])
      .fail('streams.list', new StreamscopeError('OFFLINE', 'There is no connection.'));
    await openWindow(transport);
    await expect.element(page.getByText('Connection failed: show why')).toBeVisible();
    const why = page.getByText('The service does not accept these credentials');
    expect(why.elements()).toHaveLength(0);
    await page.getByText('Connection failed: show why').click();
    await expect.element(why).toBeVisible();
    expect(why.elements()).toHaveLength(1);
    expect(page.getByRole('button', { name: 'Connect again' }).elements()).toHaveLength(1);
  });

  it('tells of a connection that fails while another panel is shown by a sign that leads to it', async () => {
    const failing = connection({ phase: 'failed', error: { code: 'NETWORK_REFUSED', message: 'Refused.' } });
    const transport = liveService()
      .answer('connections.list', () => [connection({ phase: 'offline' })])
      .answer('streams.list', () => ({ streams: [], asOf: 0, source: 'lastKnown' }))
      .answer('connections.open', () => {
        transport.answer('connections.list', () => [failing]);
        throw new StreamscopeError('NETWORK_REFUSED', 'Refused.');
      });
    await openWindow(transport);
    await page.getByRole('button', { name: /^Connect to/ }).click();
    await page.getByRole('listitem').getByRole('button', { name: 'Show why' }).click();
    const panel = page.getByRole('complementary', { name: 'Side panel' });
    await expect.element(panel.getByRole('button', { name: 'Connect again' })).toBeVisible();
    await expect.element(panel.getByRole('alert')).toMatchTextContent(/Nothing listens at this address/);
    expect(page.getByText('Nothing listens at this address').elements()).toHaveLength(1);
  });

  it('deletes a stream only after its name was typed, and says what that does to others', async () => {
    const { transport } = await openWindow(liveService().answer('streams.delete', () => undefined));
    await item('payments').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await expect.element(page.getByText(/deleted in every region/)).toBeVisible();
    await expect.element(page.getByText(/Your own sessions, producers and replays/)).toBeVisible();
    const confirm = page.getByRole('button', { name: 'Delete stream' });
    await expect.element(confirm).toBeDisabled();
    await page.getByRole('textbox', { name: 'Type the stream name' }).fill('payments');
    await confirm.click();
    await vi.waitFor(() => expect(transport.inputsOf('streams.delete')).toHaveLength(1));
    expect(transport.inputsOf('streams.delete')[0]).toMatchObject({ typedName: 'payments' });
  });
});
