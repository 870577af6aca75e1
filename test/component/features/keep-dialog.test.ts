import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { StreamHistory } from '../../../src/shared/contract/schemas/history.ts';
import { liveService, openWindow } from './open-window.ts';
import { history } from './sample-data.ts';

const dialog = () => page.getByRole('dialog', { name: 'Keep messages of orders' });
const save = () => dialog().getByRole('button', { name: /^Save/ });

async function openKeep(stored: Partial<StreamHistory> = {}) {
  const transport = liveService()
    .answer('history.streams', () => [history({ count: 125, ...stored })])
    .answer('history.setPolicy', ({ isStored, retention }) => history({ isStored, retention }));
  const opened = await openWindow(transport);
  await page.getByRole('button', { name: 'Stored history' }).click();
  await page.getByRole('button', { name: 'Keep orders…' }).click();
  await expect.element(dialog()).toBeVisible();
  return opened;
}

describe('how much of a stream is kept', () => {
  it('is bounded by number, size and age, in the units chosen', async () => {
    const { transport } = await openKeep();
    await dialog()
      .getByRole('radio', { name: /up to a bound/ })
      .click();
    await dialog().getByRole('textbox', { name: 'Messages' }).fill('10,000');
    await dialog().getByRole('textbox', { name: 'Size' }).fill('1.5');
    await dialog().getByText('GiB', { exact: true }).click();
    await dialog().getByRole('textbox', { name: 'Age' }).fill('7');
    await save().click();
    await vi.waitFor(() => expect(transport.inputsOf('history.setPolicy')).toHaveLength(1));
    expect(transport.inputsOf('history.setPolicy')[0]).toEqual({
      streamId: 1,
      isStored: true,
      retention: { maxCount: 10_000, maxBytes: 1.5 * 2 ** 30, maxAgeMs: 7 * 86_400_000 },
    });
    await expect.element(page.getByText(/^keeps 10,000 messages, 1\.5 GiB/)).toBeVisible();
  });

  it('names how many messages a bound removes before it is saved', async () => {
    await openKeep();
    await dialog()
      .getByRole('radio', { name: /up to a bound/ })
      .click();
    await dialog().getByRole('textbox', { name: 'Messages' }).fill('20');
    await expect.element(dialog()).toMatchTextContent(/The 105 oldest messages are removed/);
  });

  it('never takes a mistyped bound for no bound', async () => {
    await openKeep();
    await dialog()
      .getByRole('radio', { name: /up to a bound/ })
      .click();
    await expect.element(save()).toBeDisabled();
    await dialog().getByRole('textbox', { name: 'Messages' }).fill('20');
    await expect.element(save()).toBeEnabled();
    await dialog().getByRole('textbox', { name: 'Size' }).fill('12 apples');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/Write a number/);
    await expect.element(save()).toBeDisabled();
  });

  it('can be nothing at all, which leaves what is there', async () => {
    const { transport } = await openKeep();
    await dialog()
      .getByRole('radio', { name: /Do not store/ })
      .click();
    await expect.element(dialog()).toMatchTextContent(/What is stored stays: 125 messages/);
    await save().click();
    await vi.waitFor(() => expect(transport.inputsOf('history.setPolicy')).toHaveLength(1));
    expect(transport.inputsOf('history.setPolicy')[0]).toMatchObject({ isStored: false });
    await expect.element(page.getByText('not stored any more')).toBeVisible();
  });

  it('is shown as it was set', async () => {
    await openKeep({ retention: { maxCount: null, maxBytes: 2 ** 30, maxAgeMs: 3_600_000 } });
    await expect.element(dialog().getByRole('radio', { name: /up to a bound/ })).toBeChecked();
    await expect.element(dialog().getByRole('textbox', { name: 'Size' })).toHaveValue('1');
    await expect.element(dialog().getByRole('radio', { name: 'GiB' })).toBeChecked();
    await expect.element(dialog().getByRole('textbox', { name: 'Age' })).toHaveValue('1');
    await expect.element(dialog().getByRole('radio', { name: 'hours' })).toBeChecked();
  });

  it('says why it could not be saved, and stays open', async () => {
    const { transport } = await openKeep();
    transport.fail('history.setPolicy', new StreamscopeError('STORE_READ_ONLY', 'The folder is read-only.'));
    await dialog()
      .getByRole('radio', { name: /Do not store/ })
      .click();
    await save().click();
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/The folder is read-only/);
  });
});
