import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { profileSchema, type Profile } from '../../../src/shared/contract/schemas/profile.ts';
import { liveService, openWindow } from './open-window.ts';

const noTls = { authorities: '', clientCertificate: '', acceptAny: false };
const dialog = () => page.getByRole('dialog');
const text = (name: string) => dialog().getByRole('textbox', { name });
const choose = (words: string) => dialog().getByText(words, { exact: true }).click();

async function openEditor(existing?: Profile) {
  const transport = liveService().answer('profiles.save', ({ profile }) => ({
    profile: profileSchema.parse(profile),
    secret: 'notNeeded',
  }));
  if (existing !== undefined)
    transport.answer('profiles.list', () => [{ profile: existing, secret: 'notNeeded' }]);
  transport.answer('connections.open', ({ connectionId }) => ({
    connectionId,
    phase: 'online',
    fabric: 'public/default',
    fabrics: ['public/default'],
  }));
  const opened = await openWindow(transport);
  await expect.element(page.getByRole('navigation', { name: 'Panels' })).toBeVisible();
  opened.app.dialogs.open({ kind: 'connection', profileId: existing?.id });
  await expect.element(dialog()).toBeVisible();
  if (existing === undefined) await choose('Apache Pulsar');
  return opened;
}

const savedBy = (transport: { inputsOf(name: 'profiles.save'): readonly unknown[] }) =>
  transport.inputsOf('profiles.save')[0];

describe('a connection to Apache Pulsar', () => {
  it('needs an admin URL only: sockets are served there too, and no secret is asked for', async () => {
    const { transport } = await openEditor();
    await expect.element(dialog().getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await text('Admin URL').fill('http://broker:8080/admin/v2');
    await dialog().getByRole('button', { name: 'Save and connect' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('connections.open')).toHaveLength(1));
    expect(savedBy(transport)).toMatchObject({
      profile: {
        kind: 'pulsar',
        name: 'broker',
        adminUrl: 'http://broker:8080/admin/v2',
        webSocketUrl: 'ws://broker:8080',
        tenant: 'public',
        namespace: 'default',
        auth: { method: 'none' },
      },
    });
    expect(savedBy(transport)).not.toHaveProperty('secret');
  });

  it('may have its sockets on another server, and a user with a password', async () => {
    const { transport } = await openEditor();
    await text('Admin URL').fill('https://admin.example.com');
    await text('WebSocket URL').fill('wss://sockets.example.com');
    await text('Tenant').fill('acme');
    await text('Namespace').fill('orders');
    await choose('User and password');
    await text('User').fill('ada');
    await expect.element(dialog().getByRole('button', { name: 'Save and connect' })).toBeDisabled();
    await text('Password').fill('secret');
    await dialog().getByRole('button', { name: 'Save', exact: true }).click();
    await vi.waitFor(() => expect(transport.inputsOf('profiles.save')).toHaveLength(1));
    expect(savedBy(transport)).toMatchObject({
      profile: {
        webSocketUrl: 'wss://sockets.example.com',
        tenant: 'acme',
        namespace: 'orders',
        auth: { method: 'basic', user: 'ada' },
      },
      secret: 'secret',
    });
  });

  it('starts guarded when its address reads like production', async () => {
    await openEditor();
    await text('Admin URL').fill('https://pulsar.prod.example.com');
    await expect.element(dialog().getByRole('switch', { name: 'Guarded' })).toBeChecked();
  });

  it('is tested as it stands, without being saved', async () => {
    const { transport } = await openEditor();
    transport.answer('connections.test', () => []);
    await text('Admin URL').fill('http://broker:8080');
    await dialog().getByRole('button', { name: 'Test connection' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('connections.test')).toHaveLength(1));
    expect(transport.inputsOf('connections.test')[0]).toMatchObject({
      profile: { kind: 'pulsar', adminUrl: 'http://broker:8080' },
    });
    expect(transport.inputsOf('profiles.save')).toEqual([]);
  });

  it('is edited as what it is: its kind does not change', async () => {
    await openEditor({
      kind: 'pulsar',
      id: 'two',
      name: 'cluster',
      guarded: false,
      tls: noTls,
      adminUrl: 'http://broker:8080',
      webSocketUrl: 'ws://proxy:8080',
      tenant: 'acme',
      namespace: 'orders',
      auth: { method: 'jwt' },
    });
    await expect.element(text('Admin URL')).toHaveValue('http://broker:8080');
    await expect.element(text('WebSocket URL')).toHaveValue('ws://proxy:8080');
    expect(dialog().getByText('Macrometa GDN', { exact: true }).elements()).toHaveLength(0);
  });
});
