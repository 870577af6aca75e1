import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { DialogRequest } from '../../../src/renderer/state/dialogs.svelte.ts';
import { liveService, openWindow } from './open-window.ts';
import { stream } from './sample-data.ts';

const of = { connectionId: 'one', stream: stream('orders') };

/** What has to be typed, and what is asked of main, for each thing that cannot be undone. */
const acts = [
  {
    request: { kind: 'terminate', ...of },
    name: 'orders',
    label: 'Terminate stream',
    call: 'streams.terminate',
  },
  {
    request: { kind: 'deleteStream', ...of },
    name: 'orders',
    label: 'Delete stream',
    call: 'streams.delete',
  },
  {
    request: { kind: 'timeToLive', ...of },
    name: '_system',
    label: 'Set time to live',
    call: 'streams.setTimeToLive',
  },
  {
    request: { kind: 'clearHistory', streamId: 1, name: 'orders', count: 3 },
    name: 'orders',
    label: 'Forget messages',
    call: 'history.clear',
  },
] as const satisfies readonly {
  request: DialogRequest;
  name: string;
  label: string;
  call: 'streams.terminate' | 'streams.delete' | 'streams.setTimeToLive' | 'history.clear';
}[];

describe('what cannot be undone', () => {
  it.each(acts)(
    'is done once the name of all it reaches is typed; a failure stays on screen: $label',
    async ({ request, name, label, call }) => {
      const transport = liveService()
        .answer('streams.timeToLive', () => ({ seconds: 0 }))
        .fail(call, new StreamscopeError('AUTH_FORBIDDEN', 'Only the owner may.'));
      const { app } = await openWindow(transport);
      await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
      app.dialogs.open(request);
      const dialog = page.getByRole('dialog');
      const confirm = dialog.getByRole('button', { name: label });
      if (request.kind === 'timeToLive') await dialog.getByRole('spinbutton').fill('60');
      await dialog.getByRole('textbox', { name: /^Type the/ }).fill(name.slice(1));
      await expect.element(confirm).toBeDisabled();
      await dialog.getByRole('textbox', { name: /^Type the/ }).fill(name);
      await confirm.click();
      await expect.element(dialog.getByText(/Only the owner may/)).toBeVisible();
      expect(transport.inputsOf(call)).toHaveLength(1);

      transport.answer(call, () => undefined);
      await confirm.click();
      await expect.element(dialog).not.toBeInTheDocument();
      await vi.waitFor(() => expect(transport.inputsOf(call)).toHaveLength(2));
    },
  );
});
