import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { liveService, openWindow } from './open-window.ts';
import { stats, stream } from './sample-data.ts';

const place = { connectionId: 'one', fullName: stream('orders').fullName, name: 'orders' };
const consequences = () => page.getByRole('region', { name: 'Consequences' });

async function openDialog(transport = liveService()) {
  const opened = await openWindow(transport);
  await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
  opened.app.dialogs.open({ kind: 'consume', place });
  await expect.element(page.getByRole('dialog', { name: 'Consume orders' })).toBeVisible();
  return opened;
}

describe('entering Consume mode', () => {
  it('says that a new durable subscription keeps every message, and deletes a generated one with its tab', async () => {
    await openDialog();
    await expect
      .element(consequences())
      .toMatchTextContent(/A durable subscription “inspector-\w+” is created/);
    await expect.element(consequences()).toMatchTextContent(/its backlog are deleted/);
    await expect.element(page.getByRole('checkbox', { name: /Delete the subscription/ })).toBeChecked();
  });

  it('leaves a subscription of one’s own name on the service', async () => {
    await openDialog();
    await page.getByRole('textbox', { name: /Subscription/ }).fill('billing');
    await expect.element(page.getByRole('checkbox', { name: /Delete the subscription/ })).not.toBeChecked();
    await expect.element(consequences()).toMatchTextContent(/“billing” stays on the service/);
  });

  it('names who else consumes a subscription that exists', async () => {
    const consumer = {
      name: 'c',
      availablePermits: 0,
      unacked: 0,
      blockedOnUnacked: false,
      rateOut: 0,
    };
    const billing = {
      name: 'billing',
      type: 'Shared',
      durable: true,
      backlog: 1204,
      unacked: 0,
      delayed: 0,
      rateOut: 0,
      rateRedeliver: 0,
      blockedOnUnacked: false,
      lastConsumedAt: 0,
      lastAckedAt: 0,
      consumers: [consumer, consumer],
    };
    const transport = liveService().answer('streams.stats', ({ fullNames }) =>
      fullNames.map((fullName) => ({ fullName, stats: stats({ subscriptions: [billing] }) })),
    );
    await openDialog(transport);
    await page.getByRole('textbox', { name: /Subscription/ }).fill('billing');
    await expect
      .element(consequences())
      .toMatchTextContent(/“billing” has 2 consumers: messages that come to you do not come to them/);
    await expect.element(consequences()).toMatchTextContent(/its backlog is 1,204 messages/);
  });

  it('opens the session with the plan as it stands', async () => {
    const { transport } = await openDialog();
    await page.getByRole('textbox', { name: /Subscription/ }).fill('billing');
    await page.getByRole('button', { name: 'Consume', exact: true }).click();
    await expect.element(page.getByRole('tab', { name: 'orders / billing, Consume' })).toBeVisible();
    expect(transport.inputsOf('sessions.open')[0]).toMatchObject({
      plan: {
        mode: 'consume',
        subscription: 'billing',
        type: 'Shared',
        ackPolicy: 'manual',
        initialPosition: 'Latest',
        receiverQueueSize: 100,
        negativeAckRedeliveryDelayMs: 60_000,
      },
    });
  });

  it('asks for the stream’s name first on a guarded connection', async () => {
    const { transport } = await openDialog(liveService(true));
    const consume = page.getByRole('button', { name: 'Consume', exact: true });
    await expect.element(consume).toBeDisabled();
    await page.getByRole('textbox', { name: /guarded/ }).fill('orders');
    await consume.click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.open')).toHaveLength(1));
    expect(transport.inputsOf('sessions.open')[0]).toMatchObject({ typedName: 'orders' });
  });

  it('deletes the generated subscription when its tab is closed', async () => {
    const { transport } = await openDialog();
    await page.getByRole('button', { name: 'Consume', exact: true }).click();
    await page.getByRole('button', { name: /^Close orders/ }).click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.close')).toHaveLength(1));
    expect(transport.inputsOf('sessions.close')[0]).toEqual({
      sessionId: 'session-1',
      deleteSubscription: true,
    });
  });
});
