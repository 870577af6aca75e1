import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { TestStageResult } from '../../../src/shared/contract/schemas/connection.ts';
import { profileSchema } from '../../../src/shared/contract/schemas/profile.ts';
import { emptyService, liveService, openWindow } from './open-window.ts';
import { appInfo, connection, profile } from './sample-data.ts';

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const privateKey = '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----';

const field = (name: RegExp) => page.getByRole('textbox', { name });
const guard = () => page.getByRole('switch', { name: 'Guarded' });

async function openEditor(transport = emptyService()) {
  const opened = await openWindow(transport);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect.element(page.getByRole('dialog', { name: 'New connection' })).toBeVisible();
  return opened;
}

async function fillIn(): Promise<void> {
  await field(/^Host/).fill('gdn.example.com');
  await field(/^E-mail/).fill('ada@example.com');
  await page.getByLabelText(/^Password/).fill('s3cret');
}

describe('the editor of a connection', () => {
  it('guards by itself what reads like production, until the person decides', async () => {
    await openEditor();
    await field(/^Host/).fill('gdn.example.com');
    await expect.element(guard()).not.toBeChecked();
    await field(/^Name/).fill('orders-prod');
    await expect.element(guard()).toBeChecked();
    await guard().click();
    await field(/^Name/).fill('orders-production');
    await expect.element(guard()).not.toBeChecked();
  });

  it('shows where the API is from whatever address was pasted, and what is wrong with one that is none', async () => {
    await openEditor();
    await field(/^Host/).fill('wss://api-gdn.example.com/_ws/ws/v2/consumer');
    await expect.element(page.getByText('Requests go to https://api-gdn.example.com')).toBeVisible();
    await field(/^Host/).fill('ftp://gdn.example.com');
    await expect.element(page.getByText(/Only https, wss, http and ws/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  });

  it('shows every stage of the test as it ends, and what to do about the one that failed', async () => {
    let finish: ((results: TestStageResult[]) => void) | undefined;
    let testId = '';
    const transport = emptyService().answer('connections.test', (input) => {
      testId = input.testId;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    await openEditor(transport);
    await fillIn();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await vi.waitFor(() => expect(testId).not.toBe(''));
    const name: TestStageResult = { stage: 'name', outcome: 'passed', ms: 2, note: '192.0.2.7' };
    transport.push('connections.testStage', { testId, result: name });
    const list = page.getByRole('list', { name: 'Connection test' });
    await expect.element(list).toMatchTextContent(/192\.0\.2\.7/);
    const failed: TestStageResult = {
      stage: 'tls',
      outcome: 'failed',
      ms: 9,
      error: { code: 'TLS_UNTRUSTED', message: 'The certificate is signed by itself. Add its authority.' },
    };
    finish?.([name, failed]);
    await expect.element(list.getByRole('alert')).toMatchTextContent(/The certificate is not trusted/);
    await expect.element(list.getByRole('alert')).toMatchTextContent(/Add its authority/);
  });

  it('saves the secret to the keychain and connects', async () => {
    const transport = emptyService()
      .answer('profiles.save', ({ profile }) => ({
        profile: profileSchema.parse(profile),
        secret: 'keychain',
      }))
      .answer('connections.open', () => connection());
    await openEditor(transport);
    await fillIn();
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('connections.open')).toHaveLength(1));
    expect(transport.inputsOf('profiles.save')[0]).toMatchObject({
      profile: {
        kind: 'gdn',
        name: 'gdn.example.com',
        auth: { method: 'password', email: 'ada@example.com' },
      },
      secret: 's3cret',
      keep: 'keychain',
    });
  });

  it('takes a client certificate with its private key, which is asked for before anything is tried', async () => {
    const transport = emptyService()
      .answer('connections.test', () => [])
      .answer('profiles.save', ({ profile }) => ({
        profile: profileSchema.parse(profile),
        secret: 'keychain',
        clientKey: 'keychain',
      }));
    await openEditor(transport);
    await fillIn();
    await page.getByText('Certificates').click();
    await field(/^Client certificate/).fill(`${certificate}\n${privateKey}`);
    await expect.element(page.getByText(/a private key, which has a field of its own/)).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await field(/^Client certificate/).fill(certificate);
    await expect.element(page.getByRole('button', { name: 'Test connection' })).toBeDisabled();
    await field(/^Private key/).fill(privateKey);
    await expect.element(field(/^Private key/)).toHaveStyle('-webkit-text-security: disc');

    await page.getByRole('button', { name: 'Test connection' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('connections.test')).toHaveLength(1));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await vi.waitFor(() => expect(transport.inputsOf('profiles.save')).toHaveLength(1));
    const expected = { profile: { tls: { clientCertificate: certificate } }, clientKey: privateKey };
    expect(transport.inputsOf('connections.test')[0]).toMatchObject(expected);
    expect(transport.inputsOf('profiles.save')[0]).toMatchObject(expected);
  });

  it('shows where the private key is kept, keeps it when it is left empty, and sends none without a certificate', async () => {
    const kept = profile();
    const tls = { ...kept.profile.tls, clientCertificate: certificate };
    const saved = { ...kept, profile: { ...kept.profile, tls }, clientKey: 'keychain' as const };
    const transport = liveService()
      .answer('profiles.list', () => [saved])
      .answer('profiles.save', () => saved);
    const { app } = await openWindow(transport);
    await expect.element(page.getByRole('navigation', { name: 'Panels' })).toBeVisible();
    const save = async (count: number): Promise<void> => {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await vi.waitFor(() => expect(transport.inputsOf('profiles.save')).toHaveLength(count));
    };
    app.dialogs.open({ kind: 'connection', profileId: saved.profile.id });
    await expect
      .element(field(/^Private key/))
      .toHaveAttribute('placeholder', expect.stringContaining('Kept in the keychain'));
    await save(1);
    app.dialogs.open({ kind: 'connection', profileId: saved.profile.id });
    await field(/^Private key/).fill(privateKey);
    await field(/^Client certificate/).fill('');
    await save(2);
    const tlsOf = (clientCertificate: string) => ({ profile: { tls: { clientCertificate } } });
    const [untouched, without] = transport.inputsOf('profiles.save');
    expect(untouched).toMatchObject(tlsOf(certificate));
    expect(without).toMatchObject(tlsOf(''));
    expect(untouched).not.toHaveProperty('clientKey');
    expect(without).not.toHaveProperty('clientKey');
  });

  it('keeps the secret for this session only where there is no keychain, and says so', async () => {
    const transport = emptyService()
      .answer('app.info', () => appInfo(false))
      .answer('profiles.save', ({ profile }) => ({
        profile: profileSchema.parse(profile),
        secret: 'session',
      }))
      .answer('connections.open', () => connection());
    await openEditor(transport);
    await expect.element(page.getByText(/The Secret Service does not run/)).toBeVisible();
    await fillIn();
    await page.getByRole('button', { name: 'Save and connect' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('profiles.save')).toHaveLength(1));
    expect(transport.inputsOf('profiles.save')[0]).toMatchObject({ keep: 'session' });
  });

  it('stays open with what was typed when the profile cannot be saved', async () => {
    const transport = emptyService().fail(
      'profiles.save',
      new StreamscopeError('KEYCHAIN_DENIED', 'The keychain refused. Nothing was written to disk.'),
    );
    await openEditor(transport);
    await fillIn();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.element(page.getByRole('alert')).toMatchTextContent(/The keychain refused/);
    await expect.element(field(/^Host/)).toHaveValue('gdn.example.com');
  });
});
