import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startSandbox, type Sandbox } from '../../../src/main/sandbox/sandbox.ts';
import { createClient } from './client.ts';

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.stop());

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A key and a certificate for 127.0.0.1 that is good for a day. */
function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...fresh, '-keyout', key, '-out', cert, '-days', '1', ...subject],
    {
      stdio: 'ignore',
    },
  );
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

describe('settings of the sandbox', () => {
  it.skipIf(!hasOpenssl)(
    'with TLS serve REST and sockets, and name hosts so that an api- prefix does no harm',
    async () => {
      const tls = selfSigned();
      sandbox = await startSandbox({ traffic: 'none', tls });
      const { url, jwt, webSocketUrl, tenant } = sandbox;
      const headers = { authorization: `Bearer ${jwt}` };
      const local = await new Promise<string>((resolve, reject) => {
        request(`${url}/datacenter/local`, { ca: tls.cert, headers }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve(text));
        })
          .on('error', reject)
          .end();
      });
      const host = new URL(url).host;
      expect(JSON.parse(local)).toMatchObject({ tags: { url: `x@${host}`, api: `api-x@${host}` } });
      const status = await new Promise((resolve) => {
        const path = `/ws/v2/reader/persistent/${tenant}/c8local._system/c8locals.none`;
        const socket = new WebSocket(`${webSocketUrl}${path}`, { ca: tls.cert, headers });
        socket.on('error', () => undefined);
        socket.on('unexpected-response', (_request, response) => {
          resolve(response.statusCode);
          response.resume();
        });
      });
      expect(status).toBe(404);
    },
  );

  it('give statistics as text when asked to (protocol A7)', async () => {
    sandbox = await startSandbox({ traffic: 'none', hasStatsAsText: true });
    const client = createClient(sandbox);
    await client.streams('POST', '/s');
    const { body } = await client.streams('GET', '/c8locals.s/stats');
    expect(body).toMatchObject({ result: expect.stringContaining('"msgInCounter":0') });
  });

  it('open Pulsar to callers without a credential, and never GDN', async () => {
    sandbox = await startSandbox({ traffic: 'none', pulsarAuthentication: 'none' });
    expect((await fetch(`${sandbox.adminUrl}/admin/v2/clusters`)).status).toBe(200);
    expect((await fetch(`${sandbox.url}/_fabric/_system/_api/streams`)).status).toBe(401);
  });

  it('let one-time passwords be used again when asked to', async () => {
    sandbox = await startSandbox({ traffic: 'none', isOtpSingleUse: false });
    const client = createClient(sandbox);
    const url = await client.gdnSocketUrl('reader', 'c8locals.none');
    expect((await client.refusal(url)).status).toBe(404);
    expect((await client.refusal(url)).status).toBe(404);
  });
});
