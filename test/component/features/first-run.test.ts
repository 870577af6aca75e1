import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import { emptyService, liveService, openWindow } from './open-window.ts';
import { connection, profile } from './sample-data.ts';

describe('the first screen of a new installation', () => {
  it('offers the sandbox, a connection, the stored history and a capture, and nothing else', async () => {
    await openWindow(emptyService());
    await expect.element(page.getByRole('button', { name: 'Try the sandbox' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Connect', exact: true })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Open history' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: /^Open a capture/ })).toBeVisible();
    expect(page.getByRole('button').elements()).toHaveLength(4);
  });

  it('gives place to the window once the sandbox runs', async () => {
    const transport = liveService()
      .answer('profiles.list', () => [])
      .answer('connections.list', () => []);
    transport.answer('sandbox.start', () => {
      transport.push('profiles.changed', [profile({ name: 'Sandbox' })]);
      return connection();
    });
    await openWindow(transport);
    await page.getByRole('button', { name: 'Try the sandbox' }).click();
    await expect.element(page.getByRole('treeitem', { name: 'orders' })).toBeVisible();
  });

  it('says why the sandbox did not start, and stays', async () => {
    await openWindow(
      emptyService().fail('sandbox.start', new StreamscopeError('NETWORK_REFUSED', 'No port was free.')),
    );
    await page.getByRole('button', { name: 'Try the sandbox' }).click();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/No port was free\./);
    await expect.element(page.getByRole('button', { name: 'Try the sandbox' })).toBeEnabled();
  });

  it('is not shown again while a connection is saved', async () => {
    await openWindow(liveService());
    await expect.element(page.getByRole('tree', { name: 'Streams' })).toBeVisible();
    expect(page.getByRole('button', { name: 'Try the sandbox' }).elements()).toHaveLength(0);
  });
});
