import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/renderer/styles/all.css';
import type { CopyOutcome } from '../../../src/renderer/lib/clipboard.ts';
import HexView from '../../../src/renderer/ui/hex-view/HexView.svelte';

const show = async (bytes: Uint8Array, width = 700) => {
  const copied: string[] = [];
  const copy = (text: string): Promise<CopyOutcome> => {
    copied.push(text);
    return Promise.resolve({ ok: true });
  };
  const screen = await render(HexView, { bytes, copy });
  screen.container.style.cssText = `width: ${width}px; height: 400px`;
  return { screen, copied, container: screen.container };
};

const focusGrid = (container: Element): void => {
  container.querySelector<HTMLElement>('[role="grid"]')?.focus();
};

const selectedHex = (container: Element): readonly string[] =>
  [...container.querySelectorAll('[role="gridcell"][aria-selected="true"]')].map(
    (cell) => cell.textContent ?? '',
  );

describe('the hex view', () => {
  it('shows offset, hex and ASCII, with dots for what cannot be printed', async () => {
    const { container } = await show(new Uint8Array([0x00, 0x41, 0x7e, 0x7f, 0xff, 0x20]));
    await vi.waitFor(() => expect(container.querySelector('[role="row"]')).not.toBeNull());
    expect(container.querySelector('.offset')?.textContent).toBe('0000');
    expect([...container.querySelectorAll('.byte')].map((cell) => cell.textContent)).toEqual([
      '00',
      '41',
      '7e',
      '7f',
      'ff',
      '20',
    ]);
    expect([...container.querySelectorAll('.ascii span')].map((cell) => cell.textContent).join('')).toBe(
      '·A~·· ',
    );
  });

  it('selects the same bytes in both columns and copies them', async () => {
    const { container, copied, screen } = await show(new TextEncoder().encode('hello, world'));
    await vi.waitFor(() => expect(container.querySelector('[role="row"]')).not.toBeNull());
    focusGrid(container);
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    expect(selectedHex(container)).toEqual(['65', '6c', '6c']);
    expect([...container.querySelectorAll('.ascii .on')].map((cell) => cell.textContent).join('')).toBe(
      'ell',
    );
    await userEvent.keyboard('{Control>}c{/Control}');
    expect(copied).toEqual(['65 6c 6c']);
    await expect.element(screen.getByText('3 bytes copied as hex')).toBeVisible();
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(selectedHex(container)).toHaveLength(12);
  });

  it('reaches the last byte of ten megabytes with a handful of elements', async () => {
    const bytes = new Uint8Array(10 * 1024 * 1024).fill(7);
    bytes[bytes.length - 1] = 0xab;
    const { container } = await show(bytes);
    await vi.waitFor(() => expect(container.querySelector('[role="row"]')).not.toBeNull());
    focusGrid(container);
    await userEvent.keyboard('{Control>}{End}{/Control}');
    await vi.waitFor(() => expect(selectedHex(container)).toEqual(['ab']));
    expect(container.querySelectorAll('[role="row"]').length).toBeLessThan(40);
  });

  it('goes to an offset that is typed, decimal or hexadecimal, and says when there is none', async () => {
    const { container, screen } = await show(Uint8Array.from({ length: 4096 }, (_, at) => at % 251));
    await vi.waitFor(() => expect(container.querySelector('[role="row"]')).not.toBeNull());
    focusGrid(container);
    await userEvent.keyboard('{Control>}g{/Control}');
    await expect.element(screen.getByRole('textbox', { name: 'Go to offset' })).toHaveFocus();
    await userEvent.keyboard('0x0ff0{Enter}');
    expect(selectedHex(container)).toEqual([(0xff0 % 251).toString(16)]);
    await expect.element(screen.getByText('offset 4,080')).toBeVisible();
    await expect.element(screen.getByRole('grid')).toHaveFocus();
    await screen.getByRole('textbox', { name: 'Go to offset' }).fill('4096');
    await expect.element(screen.getByRole('alert')).toHaveTextContent('the last is 4,095 (0fff)');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText('offset 4,080')).toBeVisible();
  });

  it('puts half as many bytes in a row where there is no room for all', async () => {
    const { container } = await show(new Uint8Array(64), 340);
    await vi.waitFor(() => expect(container.querySelectorAll('[role="row"]')).toHaveLength(8));
  });

  it('says that an empty payload is empty', async () => {
    const { screen } = await show(new Uint8Array());
    await expect.element(screen.getByText('No bytes')).toBeVisible();
  });
});
