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

  it('acknowledges after any number of seconds, and says which it cannot take', async () => {
    const { transport } = await openDialog();
    await page.getByLabelText(/^Acknowledge: /).click();
    await page.getByRole('option', { name: 'A while after it is stored' }).click();
    const seconds = page.getByRole('spinbutton', { name: 'Acknowledge after' });
    await seconds.fill('4000');
    await expect.element(page.getByText('At most 3600.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Consume', exact: true })).toBeDisabled();
    await seconds.fill('7.5');
    await expect
      .element(consequences())
      .toMatchTextContent(/acknowledged 7\.5 s after it is stored here, unless you negative-acknowledge it/);
    await page.getByRole('button', { name: 'Consume', exact: true }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('sessions.open')).toMatchObject([
        { plan: { ackPolicy: 'after', ackAfterMs: 7_500 } },
      ]),
    );
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
    await page.getByRole('button', { name: /^Close orders/, includeHidden: true }).click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.close')).toHaveLength(1));
    expect(transport.inputsOf('sessions.close')[0]).toEqual({
      sessionId: 'session-1',
      deleteSubscription: true,
    });
  });

  it('folds the rest away under More, says what each of it does, and sends it with the plan', async () => {
    const { transport } = await openDialog();
    expect(page.getByRole('textbox', { name: /Consumer name/ }).elements()).toHaveLength(0);
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('textbox', { name: /Acknowledgement time-out/ }).fill('30000');
    await page.getByRole('textbox', { name: /Dead letter after/ }).fill('3');
    await page.getByRole('textbox', { name: /Dead-letter stream/ }).fill('orders-dead');
    await page.getByRole('textbox', { name: /Consumer name/ }).fill('ada');
    await page.getByRole('textbox', { name: /Priority level/ }).fill('1');
    await page.getByRole('checkbox', { name: /Pull mode/ }).click();
    await expect
      .element(consequences())
      .toMatchTextContent(/After 3 redeliveries a message is published to “orders-dead”/);
    await expect.element(consequences()).toMatchTextContent(/not answered within 30\.00 s comes again/);
    await expect.element(consequences()).toMatchTextContent(/Pull mode: 100 messages are asked for ahead/);
    await expect.element(consequences()).toMatchTextContent(/shows this consumer as “ada”/);
    await expect.element(consequences()).toMatchTextContent(/Priority 1: consumers of a lower number/);
    await page.getByRole('button', { name: 'Consume', exact: true }).click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.open')).toHaveLength(1));
    expect(transport.inputsOf('sessions.open')[0]).toMatchObject({
      plan: {
        ackTimeoutMs: 30_000,
        deadLetter: {
          maxRedeliveries: 3,
          fullName: 'persistent://acme/c8local._system/c8locals.orders-dead',
        },
        pullMode: true,
        consumerName: 'ada',
        priorityLevel: 1,
      },
    });
  });

  it('refuses in words what does not go together, and what the service would refuse', async () => {
    await openDialog();
    const consume = page.getByRole('button', { name: 'Consume', exact: true });
    await page.getByText('More', { exact: true }).click();
    await page.getByRole('textbox', { name: /Acknowledgement time-out/ }).fill('500');
    await expect.element(page.getByText(/0 \(off\) or at least 1,000 ms/)).toBeVisible();
    await expect.element(consume).toBeDisabled();
    await page.getByRole('textbox', { name: /Acknowledgement time-out/ }).fill('0');
    await expect.element(consume).toBeEnabled();
    await page.getByRole('textbox', { name: /Dead-letter stream/ }).fill('orders');
    await expect.element(page.getByText(/after how many redeliveries/)).toBeVisible();
    await page.getByRole('textbox', { name: /Dead letter after/ }).fill('3');
    await expect.element(page.getByText(/cannot go back into the stream they come from/)).toBeVisible();
    await page.getByRole('textbox', { name: /Dead-letter stream/ }).fill('');
    await expect.element(consume).toBeEnabled();
    await page.getByRole('combobox', { name: /^Type/ }).click();
    await page.getByRole('option', { name: 'Exclusive' }).click();
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/works with Shared and Key-shared subscriptions only/);
    await expect.element(consume).toBeDisabled();
  });
});
