import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { TransferState } from '../../../src/shared/contract/schemas/transfer.ts';
import { liveService, openWindow } from './open-window.ts';

const dialog = () => page.getByRole('dialog', { name: 'Export orders' });

const transfer = (change: Partial<TransferState> = {}): TransferState => ({
  transferId: 't1',
  kind: 'export',
  phase: 'running',
  format: 'capture',
  path: '/home/me/orders.streamscope',
  title: 'orders',
  step: 'messages',
  done: 0,
  total: 3,
  written: 0,
  bytes: 0,
  leftOut: 0,
  skipped: 0,
  masked: 0,
  startedAt: 0,
  ...change,
});

async function openExport() {
  const transport = liveService()
    .answer('export.plan', () => ({ count: 3, isExact: true, bytes: 4_096 }))
    .answer('export.choose', () => ({ path: '/home/me/orders.streamscope' }))
    .answer('export.start', () => transfer())
    .answer('transfer.cancel', () => undefined)
    .answer('transfer.reveal', () => undefined);
  const opened = await openWindow(transport);
  await page.getByRole('button', { name: 'Stored history' }).click();
  await page.getByRole('button', { name: 'Export orders…' }).click();
  await expect.element(dialog()).toBeVisible();
  return opened;
}

const start = () => dialog().getByRole('button', { name: 'Export…' });

describe('exporting messages', () => {
  it('says beforehand how many there are and how large the file will be', async () => {
    await openExport();
    await expect
      .element(dialog().getByRole('status', { name: 'Estimate' }))
      .toMatchTextContent(/3 messages · about 4 KiB/);
  });

  it('writes a whole stream as a capture with a note, and shows how far it is', async () => {
    const { transport } = await openExport();
    await dialog().getByRole('textbox', { name: /Note/ }).fill('Lost at noon');
    await start().click();
    await vi.waitFor(() => expect(transport.inputsOf('export.start')).toHaveLength(1));
    expect(transport.inputsOf('export.start')[0]).toEqual({
      path: '/home/me/orders.streamscope',
      request: {
        scope: { kind: 'stream', streamId: 1 },
        format: 'capture',
        masking: null,
        note: 'Lost at noon',
      },
    });
    transport.push('transfer.changed', transfer({ done: 2, written: 2 }));
    await expect.element(dialog().getByRole('progressbar')).toHaveAttribute('aria-valuenow', '2');
    transport.push('transfer.changed', transfer({ phase: 'done', written: 3, bytes: 5_000 }));
    await expect.element(dialog()).toMatchTextContent(/3 messages, 4\.9 KiB/);
    await dialog().getByRole('button', { name: 'Show in folder' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('transfer.reveal')).toEqual([{ transferId: 't1' }]));
  });

  it('masks the fields that are named', async () => {
    const { transport } = await openExport();
    await dialog().getByText('JSON lines', { exact: true }).click();
    await dialog().getByRole('checkbox', { name: 'Mask fields' }).click();
    await expect.element(start()).toBeDisabled();
    await dialog().getByRole('textbox', { name: 'Fields' }).fill('email, properties.token');
    await dialog().getByText('The same word for the same value').click();
    await start().click();
    await vi.waitFor(() => expect(transport.inputsOf('export.start')).toHaveLength(1));
    expect(transport.inputsOf('export.start')[0]).toMatchObject({
      request: {
        format: 'jsonl',
        masking: { fields: ['email', 'properties.token'], method: 'hash', otherPayloads: 'leave-out' },
      },
    });
  });

  it('takes a time range, and says when a time cannot be read', async () => {
    const { transport } = await openExport();
    await dialog().getByText('Messages received in a time range').click();
    await dialog().getByRole('textbox', { name: /^From/ }).fill('yesterday');
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/Write it like/);
    await expect.element(start()).toBeDisabled();
    await dialog().getByRole('textbox', { name: /^From/ }).fill('2026-05-01 12:00');
    await dialog().getByRole('textbox', { name: 'To' }).fill('2026-05-01 13:00:00.5');
    await start().click();
    await vi.waitFor(() => expect(transport.inputsOf('export.start')).toHaveLength(1));
    expect(transport.inputsOf('export.start')[0]).toMatchObject({
      request: {
        scope: {
          kind: 'time',
          from: new Date(2026, 4, 1, 12).getTime(),
          to: new Date(2026, 4, 1, 13, 0, 0, 500).getTime(),
        },
      },
    });
  });

  it('is stopped, and says that nothing was left behind', async () => {
    const { transport } = await openExport();
    await start().click();
    await dialog().getByRole('button', { name: 'Stop' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('transfer.cancel')).toEqual([{ transferId: 't1' }]));
    transport.push('transfer.changed', transfer({ phase: 'cancelled' }));
    await expect.element(dialog()).toMatchTextContent(/No file was left behind/);
  });

  it('says why it could not begin, and lets it be tried again', async () => {
    const { transport } = await openExport();
    transport.fail(
      'export.start',
      new StreamscopeError('FILE_FAILED', 'About 9 MiB are needed and 1 MiB are free.'),
    );
    await start().click();
    await expect.element(dialog().getByRole('alert')).toMatchTextContent(/About 9 MiB are needed/);
    await expect.element(start()).toBeEnabled();
  });

  it('goes nowhere when the person thinks better of it', async () => {
    const { transport } = await openExport();
    transport.answer('export.choose', () => ({ path: null }));
    await start().click();
    await vi.waitFor(() => expect(transport.inputsOf('export.choose')).toHaveLength(1));
    expect(transport.inputsOf('export.start')).toEqual([]);
    await expect.element(start()).toBeEnabled();
  });
});
