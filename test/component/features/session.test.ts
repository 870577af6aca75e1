import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { ConsumePlan, SessionState } from '../../../src/shared/contract/schemas/session.ts';
import { liveService, openWindow } from './open-window.ts';
import { session } from './sample-data.ts';

const status = () => page.getByRole('status', { name: 'Status' });
const grid = () => page.getByRole('grid', { name: 'Messages' });

const consumePlan: ConsumePlan = {
  mode: 'consume',
  subscription: 'billing',
  type: 'Shared',
  ackPolicy: 'manual',
  initialPosition: 'Latest',
  receiverQueueSize: 100,
  negativeAckRedeliveryDelayMs: 60_000,
};

/** The window as it is when it opens onto one session that is already there. */
async function openOn(state: Partial<SessionState> = {}, transport = liveService()) {
  return openWindow(transport.answer('sessions.list', () => [session(state)]));
}

describe('a tab on a session', () => {
  it('shows its stored messages as a grid and the chosen one in the inspector', async () => {
    await openOn();
    await grid().getByText('cust-2').click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect.element(inspector.getByRole('heading', { name: '7:2' })).toBeVisible();
    await expect.element(inspector.getByRole('tree', { name: 'Value' })).toMatchTextContent(/orderId/);
    await inspector.getByRole('tab', { name: 'Meta' }).click();
    await expect.element(inspector).toMatchTextContent(/Not carried by the wire/);
    await expect.element(inspector).toMatchTextContent(/producerName, sequenceId/);
  });

  it('accounts for every frame received, and lists the refused ones', async () => {
    const transport = liveService().answer('history.refused', () => [
      { id: 1, at: 0, code: 'FRAME_NOT_JSON', raw: new TextEncoder().encode('<html>'), size: 6 },
    ]);
    await openOn(
      { accounting: { received: 1204, stored: 1200, redelivered: 3, refused: 1, pending: 0 } },
      transport,
    );
    await expect
      .element(status())
      .toMatchTextContent(/received 1,204 = stored 1,200 \+ already stored 3 \+ refused 1/);
    await status().getByRole('button', { name: 'refused 1' }).click();
    await expect.element(page.getByRole('dialog')).toMatchTextContent(/A frame was not JSON/);
    await expect.element(page.getByRole('dialog')).toMatchTextContent(/<html>/);
  });

  it('says how many rows are selected where nothing moves for it', async () => {
    await openOn();
    const top = (): number => grid().element().getBoundingClientRect().top;
    await grid().getByText('cust-1').click();
    const before = top();
    expect(status().element().textContent).not.toContain('selected');
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await expect.element(status()).toMatchTextContent(/selected 2/);
    expect(top()).toBe(before);
  });

  it('is not spoken of while there is none: a service that answers is not offline', async () => {
    await openWindow(liveService());
    await expect.element(status()).toMatchTextContent(/no stream open/);
    expect(status().element().textContent).not.toContain('offline');
  });

  it('follows the news of main', async () => {
    const { transport } = await openOn();
    await expect.element(status()).toMatchTextContent(/received 3 = stored 3/);
    transport.push('sessions.changed', [
      session({ accounting: { received: 5, stored: 4, redelivered: 1, refused: 0, pending: 0 } }),
    ]);
    await expect.element(status()).toMatchTextContent(/received 5 = stored 4 \+ already stored 1/);
  });

  it('says when the next attempt is and that nothing is lost, and tries at once when asked', async () => {
    const transport = liveService().answer('sessions.retry', () => undefined);
    await openOn(
      {
        socket: {
          phase: 'waiting',
          attempt: 2,
          retryAt: Date.now() + 30_000,
          error: { code: 'NETWORK_RESET', message: 'Cut.' },
        },
      },
      transport,
    );
    await expect
      .element(page.getByText(/Attempt 3 in\s+\d+ s; it goes on after the last stored message/))
      .toBeVisible();
    await page.getByRole('button', { name: 'Retry now' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('sessions.retry')).toEqual([{ sessionId: 'session-1' }]),
    );
  });

  it('names a refusal that is not retried by itself, with the service’s words and a button', async () => {
    await openOn({
      socket: {
        phase: 'failed',
        attempt: 1,
        error: { code: 'SUBSCRIPTION_BUSY', message: 'Exclusive consumer is already connected.' },
      },
    });
    const alert = page.getByRole('alert');
    await expect.element(alert).toMatchTextContent(/Somebody else holds this subscription/);
    await expect.element(alert).toMatchTextContent(/Exclusive consumer is already connected/);
    await expect.element(alert.getByRole('button', { name: 'Retry' })).toBeVisible();
  });

  it('shows a stall with its cause', async () => {
    await openOn({
      plan: consumePlan,
      flow: { inFlight: 100, window: 100, stalledSince: Date.now() - 4_000 },
    });
    await expect.element(page.getByText(/Stalled for .* 100\s+messages are unacknowledged/)).toBeVisible();
    await expect.element(status()).toMatchTextContent(/in flight 100\/100/);
    await expect.element(status()).toMatchTextContent(/stalled for/);
  });

  it('shows the permits of a pull, and a stall of one only once it lasts', async () => {
    const pulling = { ...consumePlan, pullMode: true };
    const { transport } = await openOn({
      plan: pulling,
      flow: { inFlight: 0, window: 100, permits: 0, stalledSince: Date.now() },
    });
    await expect.element(status()).toMatchTextContent(/permits 0\/100/);
    expect(page.getByText(/Stalled for/).elements()).toHaveLength(0);
    transport.push('sessions.changed', [
      session({
        plan: pulling,
        flow: { inFlight: 0, window: 100, permits: 0, stalledSince: Date.now() - 5_000 },
      }),
    ]);
    await expect.element(page.getByText(/more are asked for once they are stored/)).toBeVisible();
    await expect.element(status()).toMatchTextContent(/no permits are left/);
  });

  it('says that messages may be missing where an observer could not come back to its place, and how to see them', async () => {
    const { transport } = await openOn({ gap: { from: 10_000, until: 14_210 } });
    const notice = page.getByText(/Messages may be missing/);
    await expect
      .element(notice)
      .toMatchTextContent(/the socket was lost for 4\.21 s before the first message/);
    await page.getByRole('button', { name: 'Observe from the earliest' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.open')).toHaveLength(1));
    expect(transport.inputsOf('sessions.open')[0]).toMatchObject({
      plan: { mode: 'observe', start: { at: 'earliest' } },
    });
  });

  it('observes from a chosen message: the reader starts anew after it', async () => {
    const { transport } = await openOn();
    await grid().getByText('cust-2').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Observe from here' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('sessions.open')).toHaveLength(1));
    expect(transport.inputsOf('sessions.close')).toEqual([
      { sessionId: 'session-1', deleteSubscription: false },
    ]);
    expect(transport.inputsOf('sessions.open')[0]).toMatchObject({
      plan: { mode: 'observe', start: { at: 'message', messageId: 'CAAQAw==' } },
    });
    expect(page.getByRole('tab', { name: /^orders/ }).elements()).toHaveLength(1);
  });

  it('observes from a message of a subscription beside it, which goes on', async () => {
    const service = liveService().answer('sessions.open', ({ fullName, plan }) =>
      session({ sessionId: 'session-2', fullName, plan }),
    );
    const { transport } = await openOn({ plan: consumePlan }, service);
    await grid().getByText('cust-2').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Observe from here' }).click();
    await expect.element(page.getByRole('tab', { name: 'orders, Observe' })).toBeVisible();
    await expect.element(page.getByRole('tab', { name: 'orders / billing, Consume' })).toBeVisible();
    expect(transport.inputsOf('sessions.close')).toEqual([]);
  });

  it('keeps stored messages on screen when it cannot be attached, and says why', async () => {
    const transport = liveService().fail(
      'sessions.open',
      new StreamscopeError('AUTH_FORBIDDEN', 'No right to read orders.'),
    );
    await openWindow(transport);
    await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/No right to read orders/);
    await expect.element(grid().getByText('cust-3')).toBeVisible();
    await expect.element(page.getByRole('tab', { name: 'orders, Offline' })).toBeVisible();
  });

  it('stays on its messages as Offline after Detach', async () => {
    const { transport } = await openOn();
    await page.getByRole('button', { name: 'Detach' }).click();
    await expect.element(page.getByRole('tab', { name: 'orders, Offline' })).toBeVisible();
    await expect.element(grid().getByText('cust-1')).toBeVisible();
    expect(transport.inputsOf('sessions.close')).toEqual([
      { sessionId: 'session-1', deleteSubscription: false },
    ]);
  });
});

describe('acknowledging', () => {
  it('comes any number of seconds after a message is stored, chosen while it runs', async () => {
    const transport = liveService().answer('sessions.setAckPolicy', ({ ackPolicy, ackAfterMs }) =>
      session({ plan: { ...consumePlan, ackPolicy, ackAfterMs } }),
    );
    await openOn({ plan: { ...consumePlan, ackTimeoutMs: 20_000 } }, transport);
    await page.getByRole('button', { name: /^Acknowledgement policy/ }).click();
    await page.getByRole('menuitem', { name: 'Another number of seconds…' }).click();
    const seconds = page.getByRole('spinbutton', { name: /^Seconds from being stored/ });
    const use = page.getByRole('button', { name: 'Use it' });
    await seconds.fill('20');
    await expect.element(page.getByText(/would come again before they are acknowledged/)).toBeVisible();
    await expect.element(use).toBeDisabled();
    await seconds.fill('12.5');
    await use.click();
    await expect
      .element(page.getByRole('button', { name: 'Acknowledgement policy: ack after 12.5 s' }))
      .toBeVisible();
    expect(transport.inputsOf('sessions.setAckPolicy')).toEqual([
      { sessionId: 'session-1', ackPolicy: 'after', ackAfterMs: 12_500 },
    ]);
  });

  it('is not offered while observing', async () => {
    const { transport } = await openOn();
    await grid().getByText('cust-2').click();
    await userEvent.keyboard('a');
    expect(page.getByRole('button', { name: 'Acknowledge' }).elements()).toHaveLength(0);
    expect(page.getByRole('status', { name: 'Waiting to be sent' }).elements()).toHaveLength(0);
    expect(transport.inputsOf('sessions.ack')).toEqual([]);
  });

  it('sends the chosen rows by seq after a moment in which it can be undone', async () => {
    const transport = liveService().answer('sessions.ack', () => ({ sent: 2, skipped: 0 }));
    await openOn({ plan: consumePlan }, transport);
    await grid().getByText('cust-2').click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}a');
    await expect
      .element(page.getByRole('status', { name: 'Waiting to be sent' }))
      .toMatchTextContent(/Acknowledging 2 messages/);
    expect(transport.inputsOf('sessions.ack')).toEqual([]);
    await vi.waitFor(() => expect(transport.inputsOf('sessions.ack')).toHaveLength(1), 5_000);
    expect(transport.inputsOf('sessions.ack')[0]).toEqual({
      sessionId: 'session-1',
      ranges: [{ from: 2, to: 3 }],
    });
  });

  it('sends nothing that was undone', async () => {
    const { transport, app } = await openOn({ plan: consumePlan });
    await grid().getByText('cust-1').click();
    await page.getByRole('button', { name: 'Negative-acknowledge' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(app.answers.pending).toEqual([]);
    expect(transport.inputsOf('sessions.negativeAck')).toEqual([]);
  });

  it('asks for the stream’s name on a guarded connection', async () => {
    const { app } = await openOn({ plan: consumePlan }, liveService(true));
    await grid().getByText('cust-1').click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    expect(app.answers.pending).toEqual([]);
    await page.getByRole('textbox', { name: 'Type the stream name' }).fill('orders');
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
    await vi.waitFor(() => expect(app.answers.pending).toHaveLength(1));
  });
});
