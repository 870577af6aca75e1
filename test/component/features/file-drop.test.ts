import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { OpenCapture } from '../../../src/shared/contract/schemas/capture.ts';
import { emptyService, liveService, openWindow } from './open-window.ts';
import { history } from './sample-data.ts';

const captured = (path: string): OpenCapture => ({
  captureId: 'capture-1',
  path,
  manifest: {
    format: 1,
    captureId: 'capture-1',
    producer: 'Streamscope 0.1.0',
    createdAt: 0,
    source: 'production',
    scope: 'all stored messages',
    note: '',
    streams: [],
    count: 3,
    bytes: 30,
    firstAt: null,
    lastAt: null,
    masking: null,
    checksum: `sha256:${'0'.repeat(64)}`,
  },
  streams: [{ ...history(), streamId: 65_537, connectionId: 'capture:capture-1', kind: 'capture' }],
  checksum: 'right',
});

const overlay = () => page.getByText('Drop to look inside');

const carrying = (...names: string[]): DataTransfer => {
  const carried = new DataTransfer();
  for (const name of names) carried.items.add(new File(['x'], name));
  return carried;
};

function drag(type: string, dataTransfer: DataTransfer, target: Element = document.body): DragEvent {
  const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

describe('a file dragged over the window', () => {
  it('is told what dropping it does, until it leaves', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    expect(drag('dragover', carrying('x.csv')).defaultPrevented).toBe(true);
    await expect.element(overlay()).toBeVisible();
    drag('dragleave', carrying('x.csv'));
    await expect.element(overlay()).not.toBeInTheDocument();
  });

  it('is not taken for a tab that is dragged within the window', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    const tab = new DataTransfer();
    tab.setData('text/plain', 'a tab');
    expect(drag('dragover', tab).defaultPrevented).toBe(false);
    await expect.element(overlay()).not.toBeInTheDocument();
  });

  it('is opened read-only when it is a capture, from the first screen too', async () => {
    const transport = emptyService().answer('captures.open', ({ path }) => captured(path));
    const { app } = await openWindow(transport);
    await expect.element(page.getByRole('button', { name: /Try the sandbox/ })).toBeVisible();
    drag('drop', carrying('incident.streamscope'));
    await vi.waitFor(() => expect(app.tabs.active?.connectionId).toBe('capture:capture-1'));
    expect(transport.inputsOf('captures.open')).toEqual([{ path: '/home/me/incident.streamscope' }]);
  });

  it.each(['out.jsonl', 'OUT.CSV'])('is imported when it is %s, and its progress is shown', async (name) => {
    const transport = liveService().answer('import.start', ({ path }) => ({
      transferId: 't1',
      kind: 'import',
      phase: 'running',
      format: 'csv',
      path,
      title: name,
      step: 'messages',
      done: 0,
      total: 3,
      written: 0,
      bytes: 0,
      leftOut: 0,
      skipped: 0,
      masked: 0,
      startedAt: 0,
    }));
    await openWindow(transport);
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    drag('drop', carrying(name));
    await expect.element(page.getByRole('dialog').getByText('Importing', { exact: true })).toBeVisible();
    expect(transport.inputsOf('import.start')).toEqual([{ path: `/home/me/${name}` }]);
  });

  it('is refused in words when it is of another kind, and nothing is asked of main', async () => {
    const { transport } = await openWindow(liveService());
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    drag('drop', carrying('photo.png'));
    await expect.element(page.getByText('photo.png holds no messages')).toBeVisible();
    await expect.element(page.getByText(/It was not opened\. Drop a \.streamscope file/)).toBeVisible();
    expect(transport.calls.map(({ name }) => name)).not.toContain('captures.open');
    expect(transport.calls.map(({ name }) => name)).not.toContain('import.start');
  });

  it('is refused when it lies on no disk: the page made it up', async () => {
    const transport = liveService();
    transport.unplaced.add('made-up.streamscope');
    await openWindow(transport);
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    drag('drop', carrying('made-up.streamscope'));
    await expect.element(page.getByText('made-up.streamscope is no file on this disk')).toBeVisible();
    expect(transport.inputsOf('captures.open')).toEqual([]);
  });

  it('says what main says when it cannot be opened', async () => {
    const error = new StreamscopeError('FILE_FAILED', 'This capture is damaged and was not opened.');
    const { reported } = await openWindow(liveService().fail('captures.open', error));
    await expect.element(page.getByRole('button', { name: 'Stored history' })).toBeVisible();
    drag('drop', carrying('incident.streamscope'));
    await vi.waitFor(() => expect(reported).toMatchObject([{ code: 'FILE_FAILED' }]));
  });
});
