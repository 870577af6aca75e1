import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { SubscriptionStats } from '../../../src/shared/contract/schemas/stream.ts';
import { liveService, openWindow } from './open-window.ts';
import { stats, stream } from './sample-data.ts';

const subscription = (name: string, change: Partial<SubscriptionStats> = {}): SubscriptionStats => ({
  name,
  type: 'Shared',
  durable: true,
  backlog: 0,
  unacked: 0,
  delayed: 0,
  rateOut: 0,
  rateRedeliver: 0,
  blockedOnUnacked: false,
  lastConsumedAt: 0,
  lastAckedAt: 0,
  consumers: [],
  ...change,
});

const idleConsumer = { name: 'c', availablePermits: 10, unacked: 0, blockedOnUnacked: false, rateOut: 12 };

/** What the service counts now; a test changes it between two looks. */
function serviceWith(...subscriptions: SubscriptionStats[]) {
  const counted = { subscriptions };
  const transport = liveService().answer('streams.stats', ({ fullNames }) =>
    fullNames.map((fullName) => ({ fullName, stats: stats(counted) })),
  );
  return { counted, transport };
}

async function openDoctor(transport = liveService()) {
  const opened = await openWindow(transport);
  await page.getByRole('treeitem', { name: 'orders', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Diagnose…' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Doctor: orders' })).toBeVisible();
  return opened;
}

const region = (name: string) => page.getByRole('region', { name: `Subscription ${name}` });

describe('the subscription doctor', () => {
  it('says what a subscription suffers from, on which number that rests, and what to do', async () => {
    const { transport } = serviceWith(
      subscription('billing', { backlog: 1_204 }),
      subscription('audit', { consumers: [idleConsumer], rateOut: 12 }),
      subscription('reader-1', { durable: false }),
    );
    await openDoctor(transport);
    const billing = region('billing');
    await expect.element(billing).toMatchTextContent(/Stuck/);
    await expect.element(billing).toMatchTextContent(/No consumer is connected/);
    await expect.element(billing).toMatchTextContent(/Rests on consumers 0 Next/);
    await expect.element(billing).toMatchTextContent(/Next Start the consumer/);
    await expect.element(region('audit')).toMatchTextContent(/Healthy/);
    await expect
      .element(page.getByRole('status', { name: 'When it was looked at' }))
      .toMatchTextContent(/1 reader left out: it holds nothing back/);
  });

  it('shows since when a consumer is connected as a time for people', async () => {
    const consumers = [{ ...idleConsumer, connectedSince: '2026-05-01T08:59:00.512Z' }];
    const { transport } = serviceWith(subscription('billing', { type: 'Exclusive', consumers }));
    await openDoctor(transport);
    await expect
      .element(region('billing'))
      .toMatchTextContent(/Held exclusively by consumer "c" since 2026-0\d-\d\d \d\d:\d\d:00;/);
  });

  it('tells growth from the second look on', async () => {
    const { counted, transport } = serviceWith(
      subscription('billing', { backlog: 10, consumers: [idleConsumer] }),
    );
    await openDoctor(transport);
    await expect.element(region('billing')).toBeVisible();
    expect(region('billing').element().textContent).not.toMatch(/grows/);
    counted.subscriptions = [subscription('billing', { backlog: 5_000, consumers: [idleConsumer] })];
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect.element(region('billing')).toMatchTextContent(/The backlog grows/);
    await expect.element(region('billing')).toMatchTextContent(/5,000 messages now/);
  });

  it('keeps what it found when the service does not answer, and says so', async () => {
    const { transport } = serviceWith(subscription('billing', { backlog: 7 }));
    await openDoctor(transport);
    await expect.element(region('billing')).toBeVisible();
    transport.fail('streams.stats', new StreamscopeError('SERVICE_UNAVAILABLE', 'The broker restarts.'));
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect.element(page.getByText(/The broker restarts/)).toBeVisible();
    await expect.element(region('billing')).toBeVisible();
  });

  it('asks for the figures of its stream and for nothing else', async () => {
    const { transport } = serviceWith(subscription('billing'));
    await openWindow(transport);
    await expect.element(page.getByRole('treeitem', { name: 'orders', exact: true })).toBeVisible();
    const before = transport.calls.length;
    await page.getByRole('treeitem', { name: 'orders', exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Diagnose…' }).click();
    await expect.element(region('billing')).toBeVisible();
    const asked = transport.calls.slice(before).map(({ name }) => name);
    expect([...new Set(asked)]).toEqual(['streams.stats']);
    expect(transport.inputsOf('streams.stats')).toContainEqual({
      connectionId: 'one',
      fullNames: [stream('orders').fullName],
    });
  });
});
