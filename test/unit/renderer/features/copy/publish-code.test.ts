import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  publishAddress,
  type PublishAddress,
} from '../../../../../src/renderer/features/copy/publish-address.ts';
import {
  curlCommand,
  pythonCode,
  shellQuote,
  typescriptCode,
  type CopiedMessage,
} from '../../../../../src/renderer/features/copy/publish-code.ts';
import { pulsarProfileSchema } from '../../../../../src/shared/contract/schemas/profile.ts';
import { profile } from '../../../../component/features/sample-data.ts';

const fullName = 'persistent://acme/c8global._system/c8globals.orders';
const gdn = profile().profile;
const pulsar = pulsarProfileSchema.parse({
  kind: 'pulsar',
  id: 'p',
  name: 'cluster',
  guarded: false,
  tls: {},
  adminUrl: 'https://pulsar.example.com/admin/v2',
  webSocketUrl: 'pulsar.example.com:8080/ws/v2',
  tenant: 'public',
  namespace: 'default',
  auth: { method: 'jwt' },
});

const message = (change: Partial<CopiedMessage> = {}): CopiedMessage => ({
  payload: new TextEncoder().encode(`{"it's":"a \\"test\\" $HOME \\n","n":9007199254740993}`),
  key: 'cust-1',
  properties: [['region', 'eu']],
  eventTime: null,
  ...change,
});

const addressOf = (of: Parameters<typeof publishAddress>[0], name = fullName): PublishAddress => {
  const address = publishAddress(of, name);
  if (address === undefined) throw new Error('There is no address.');
  return address;
};

describe('where a message is published again', () => {
  it('is the fabric’s own call and producer socket on GDN', () => {
    expect(addressOf(gdn)).toEqual({
      kind: 'gdn',
      rest: 'https://api-gdn.example.com/_fabric/_system/_api/streams/c8globals.orders/publish?global=true',
      socket:
        'wss://api-gdn.example.com/_ws/ws/v2/producer/persistent/acme/c8global._system/c8globals.orders',
      auth: { scheme: 'apikey', variable: 'GDN_API_KEY' },
    });
  });

  it('is the topic’s call and socket on Pulsar, behind whatever proxy stands before them', () => {
    expect(addressOf(pulsar, 'persistent://public/default/orders')).toEqual({
      kind: 'pulsar',
      rest: 'https://pulsar.example.com/topics/persistent/public/default/orders',
      socket: 'ws://pulsar.example.com:8080/ws/v2/producer/persistent/public/default/orders',
      auth: { scheme: 'Bearer', variable: 'PULSAR_TOKEN' },
    });
  });

  it('is unknown for a name that is none', () => {
    expect(publishAddress(gdn, 'orders')).toBeUndefined();
  });
});

describe('a curl command', () => {
  it('carries the payload exactly through a shell, and names the secret instead of holding it', () => {
    const { payload } = message();
    const command = curlCommand(addressOf(gdn), message({ key: null, properties: [] })) ?? '';
    expect(command).toContain('Authorization: apikey $GDN_API_KEY');
    const quoted = shellQuote(new TextDecoder().decode(payload));
    expect(command.endsWith(`--data-binary ${quoted}`)).toBe(true);
    const echoed = execFileSync('sh', ['-c', `printf %s ${quoted}`]);
    expect(new Uint8Array(echoed)).toEqual(payload);
  });

  it('says what GDN’s call cannot carry', () => {
    expect(curlCommand(addressOf(gdn), message())).toMatch(/^# GDN publishes the payload alone by REST/);
  });

  it('carries bytes that are no text as base64', () => {
    const command = curlCommand(addressOf(gdn), message({ payload: new Uint8Array([0, 255]) }));
    expect(command).toContain("echo 'AP8=' | base64 -d | curl");
  });

  it('carries key, properties and event time on Pulsar, and refuses what its call cannot', () => {
    const address = addressOf(pulsar, 'persistent://public/default/orders');
    const command = curlCommand(address, message({ eventTime: 5 })) ?? '';
    expect(command).toContain('"key":"cust-1","eventTime":5,"properties":{"region":"eu"}');
    expect(curlCommand(address, message({ payload: new Uint8Array([255]) }))).toBeUndefined();
  });
});

describe('code that publishes a message', () => {
  const code = [typescriptCode, pythonCode] as const;

  it.each(code)('holds the exact frame and reads the secret from a variable', (write) => {
    const text = write(addressOf(gdn), message());
    expect(text).toContain(Buffer.from(message().payload).toString('base64'));
    expect(text).toContain('GDN_API_KEY');
    expect(text).toContain(addressOf(gdn).socket);
  });

  it('asks for no secret where the service wants none', () => {
    const address = { ...addressOf(gdn), auth: undefined };
    for (const write of code) expect(write(address, message())).not.toMatch(/environ|process\.env/);
  });

  it('keeps quotes and backslashes of keys and properties in a Python text', () => {
    const text = pythonCode(addressOf(gdn), message({ key: 'a"""\\b', properties: [['x', '\u2028"']] }));
    expect(text).toContain('\\\\"\\\\"\\\\"\\\\\\\\b');
  });
});
