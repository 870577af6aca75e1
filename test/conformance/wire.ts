import { WebSocket } from 'ws';
import { z } from 'zod';
import type { SandboxFacts } from '../../src/main/sandbox/sandbox-options.ts';
import { RawSocket } from './raw-socket.ts';

const statsAnswer = z.object({
  result: z.object({ subscriptions: z.record(z.string(), z.object({ msgBacklog: z.number() })) }),
});
const listAnswer = z.object({ result: z.array(z.string()) });
const otpAnswer = z.object({ otp: z.string() });

/** Plain requests and sockets against a sandbox: addresses as protocol C1 and D1 write them. */
export interface Wire {
  /** A new local stream; its prefixed name. */
  createStream(): Promise<string>;
  /** A new topic of `public/default`. */
  createPulsarTopic(): Promise<string>;
  /** GDN's socket address with a fresh one-time password. */
  url(kind: string, path: string): Promise<string>;
  open(kind: string, path: string): Promise<RawSocket>;
  openPulsar(kind: string, path: string): Promise<RawSocket>;
  admin(method: string, path: string): Promise<unknown>;
  backlogOf(stream: string, subscription: string): Promise<number>;
  subscriptionsOf(stream: string): Promise<readonly string[]>;
  /** How an upgrade that must fail was answered. */
  refusal(url: string): Promise<{ status: number; reason: string }>;
}

let made = 0;

export function createWire(facts: SandboxFacts): Wire {
  async function call(method: string, path: string, authorization: string): Promise<unknown> {
    const response = await fetch(`${facts.url}${path}`, { method, headers: { authorization } });
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  }
  const gdn = (method: string, path: string): Promise<unknown> =>
    call(method, path, `apikey ${facts.apiKey}`);
  const streams = (method: string, path: string): Promise<unknown> =>
    gdn(method, `/_fabric/_system/_api/streams/${path}`);
  const bearer = `Bearer ${facts.jwt}`;
  const url = async (kind: string, path: string): Promise<string> => {
    const { otp } = otpAnswer.parse(await gdn('POST', '/apid/otp'));
    const base = `${facts.webSocketUrl}/ws/v2/${kind}/persistent/${facts.tenant}/c8local._system/${path}`;
    return `${base}${path.includes('?') ? '&' : '?'}otp=${otp}`;
  };

  return {
    url,
    async createStream() {
      const name = `conformance-${++made}`;
      await streams('POST', `${name}?global=false`);
      return `c8locals.${name}`;
    },
    async createPulsarTopic() {
      const name = `conformance-${++made}`;
      await call('PUT', `/admin/v2/persistent/public/default/${name}`, bearer);
      return name;
    },
    open: async (kind, path) => RawSocket.open(await url(kind, path)),
    openPulsar: (kind, path) =>
      RawSocket.open(`${facts.pulsarWebSocketUrl}/ws/v2/${kind}/persistent/public/default/${path}`, {
        authorization: bearer,
      }),
    admin: (method, path) => call(method, `/admin/v2${path}`, bearer),
    async backlogOf(stream, subscription) {
      const { result } = statsAnswer.parse(await streams('GET', `${stream}/stats`));
      const found = result.subscriptions[subscription];
      if (found === undefined) throw new Error(`There is no subscription ${subscription}.`);
      return found.msgBacklog;
    },
    subscriptionsOf: async (stream) =>
      listAnswer.parse(await streams('GET', `${stream}/subscriptions`)).result,
    refusal: (target) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(target);
        socket.once('open', () => {
          socket.terminate();
          reject(new Error('The upgrade was accepted.'));
        });
        socket.once('error', reject);
        socket.once('unexpected-response', (_request, response) => {
          let reason = '';
          response.on('data', (chunk: Buffer) => (reason += chunk.toString()));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, reason }));
        });
      }),
  };
}
