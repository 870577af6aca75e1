import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { OutgoingMessage } from '../../../src/shared/contract/schemas/publish.ts';
import { liveService, openWindow } from './open-window.ts';

const receipt = { messageId: 'CAcQBQ==', messageIdText: '7:5', ms: 3.1, frameBytes: 120 };
const publishButton = () => page.getByRole('button', { name: 'Publish', exact: true });

async function openComposer(transport = liveService()) {
  const opened = await openWindow(transport);
  await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await expect.element(publishButton()).toBeVisible();
  return opened;
}

describe('the composer', () => {
  it('sends payload, key and properties as written, and shows the receipt', async () => {
    let sent: OutgoingMessage | undefined;
    const transport = liveService().answer('publish.send', ({ message }) => {
      sent = message;
      return receipt;
    });
    const { app } = await openComposer(transport);
    app.draft.text = '{"total": 9007199254740993}';
    await page.getByRole('textbox', { name: 'Key' }).fill('cust-1');
    await page.getByRole('button', { name: 'Add property' }).click();
    await page.getByRole('textbox', { name: 'Property 1 name' }).fill('region');
    await page.getByRole('textbox', { name: 'Property 1 value' }).fill('eu');
    await publishButton().click();
    await expect.element(page.getByRole('status', { name: 'Receipt' })).toMatchTextContent(/7:5 · 3\.1 ms/);
    expect(new TextDecoder().decode(sent?.payload)).toBe('{"total": 9007199254740993}');
    expect(sent).toMatchObject({ key: 'cust-1', properties: [['region', 'eu']] });
  });

  it('hands producer options on as they are set, and none while all are left to the service', async () => {
    const transport = liveService().answer('publish.send', () => receipt);
    await openComposer(transport);
    await publishButton().click();
    await vi.waitFor(() => expect(transport.inputsOf('publish.send')).toHaveLength(1));
    expect(transport.inputsOf('publish.send')[0]).not.toHaveProperty('target.options');

    await page.getByText('Producer options').click();
    await page.getByRole('textbox', { name: 'Producer name' }).fill('till-7');
    await page.getByLabelText(/^Compression:/).click();
    await page.getByRole('option', { name: 'ZSTD' }).click();
    await page.getByRole('checkbox', { name: /^Batching/ }).click();
    const delay = page.getByRole('textbox', { name: 'Longest wait, ms' });
    await delay.fill('0');
    await expect.element(publishButton()).toBeDisabled();
    await delay.fill('25');
    await page.getByRole('textbox', { name: 'Send time-out, s' }).fill('2.5');
    await publishButton().click();
    await vi.waitFor(() => expect(transport.inputsOf('publish.send')).toHaveLength(2));
    expect(transport.inputsOf('publish.send')[1]).toMatchObject({
      target: {
        options: {
          producerName: 'till-7',
          compression: 'ZSTD',
          batching: { maxPublishDelayMs: 25 },
          sendTimeoutMs: 2_500,
        },
      },
    });
  });

  it('publishes with the keyboard alone', async () => {
    const transport = liveService().answer('publish.send', () => receipt);
    await openComposer(transport);
    await page.getByRole('textbox', { name: 'Key' }).click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await vi.waitFor(() => expect(transport.inputsOf('publish.send')).toHaveLength(1));
  });

  it('sends nothing that would not fit a frame, and says by how much it is too large', async () => {
    const transport = liveService().answer('publish.send', () => receipt);
    const { app } = await openComposer(transport);
    app.draft.text = 'x'.repeat(800_000);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The message is too large/);
    await expect.element(page.getByRole('alert')).toMatchTextContent(/Shorten it by/);
    await expect.element(publishButton()).toBeDisabled();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(transport.inputsOf('publish.send')).toEqual([]);
  });

  it('takes a payload that just fits', async () => {
    const { app } = await openComposer();
    app.draft.text = 'x'.repeat(786_000);
    await expect.element(publishButton()).toBeEnabled();
  });

  it('says what became of a message whose receipt did not come, and keeps the draft', async () => {
    const transport = liveService().fail(
      'publish.send',
      new StreamscopeError('SEND_OUTCOME_UNKNOWN', 'The socket was lost before the receipt.'),
    );
    const { app } = await openComposer(transport);
    app.draft.text = 'hello';
    await publishButton().click();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/may or may not be stored/);
    expect(app.draft.text).toBe('hello');
  });

  it('asks for the stream’s name on a guarded connection before anything is sent', async () => {
    const transport = liveService(true).answer('publish.send', () => receipt);
    await openComposer(transport);
    await publishButton().click();
    expect(transport.inputsOf('publish.send')).toEqual([]);
    await page.getByRole('textbox', { name: 'Type the stream name' }).fill('orders');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('publish.send')).toHaveLength(1));
    expect(transport.inputsOf('publish.send')[0]).toMatchObject({ target: { typedName: 'orders' } });
  });
});
