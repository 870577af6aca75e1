import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/renderer/styles/all.css';
import TypedNameDialog from '../../../src/renderer/ui/overlays/TypedNameDialog.svelte';

const ask = async () => {
  const onconfirm = vi.fn();
  const oncancel = vi.fn();
  const screen = await render(TypedNameDialog, {
    open: true,
    title: 'Delete the stream “orders”?',
    name: 'orders',
    nameLabel: 'stream name',
    consequences: ['All 1,204 messages are gone for good.', 'Two subscriptions are gone with them.'],
    confirmLabel: 'Delete stream',
    onconfirm,
    oncancel,
  });
  const field = screen.getByRole('textbox', { name: 'Type the stream name' });
  const confirm = screen.getByRole('button', { name: 'Delete stream' });
  await expect.element(field).toBeVisible();
  return { screen, field, confirm, onconfirm, oncancel };
};

describe('a dialog that asks for the name', () => {
  it('states every consequence and has its field in focus', async () => {
    const { screen, field } = await ask();
    await expect.element(screen.getByRole('dialog', { name: /Delete the stream/ })).toBeVisible();
    await expect.element(screen.getByText('All 1,204 messages are gone for good.')).toBeVisible();
    await expect.element(screen.getByText('Two subscriptions are gone with them.')).toBeVisible();
    await expect.element(field).toHaveFocus();
  });

  it.each(['', 'order', 'Orders', 'orders ', 'ordersx'])('does nothing for %j', async (typed) => {
    const { field, confirm, onconfirm } = await ask();
    await field.fill(typed);
    await expect.element(confirm).toBeDisabled();
    await userEvent.keyboard('{Enter}');
    expect(onconfirm).not.toHaveBeenCalled();
  });

  it('goes on for the exact name, by Enter as by the button', async () => {
    const { field, confirm, onconfirm } = await ask();
    await field.fill('orders');
    await userEvent.keyboard('{Enter}');
    expect(onconfirm).toHaveBeenCalledTimes(1);
    await confirm.click();
    expect(onconfirm).toHaveBeenCalledTimes(2);
  });

  it('forgets what was typed when another name is asked for', async () => {
    const { screen, field, confirm } = await ask();
    await field.fill('orders');
    await screen.rerender({ name: 'payments' });
    await expect.element(field).toHaveValue('');
    await expect.element(confirm).toBeDisabled();
  });

  it('is left by Escape without doing anything', async () => {
    const { screen, onconfirm, oncancel } = await ask();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() =>
      expect(screen.container.ownerDocument.querySelector('[role="dialog"]')).toBeNull(),
    );
    expect(onconfirm).not.toHaveBeenCalled();
    expect(oncancel).toHaveBeenCalledTimes(1);
  });
});
