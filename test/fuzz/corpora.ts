/** Valid examples to start from: the frames and answers of the protocol vectors, and forms they do not hold. */
import vectors from '../fixtures/protocol-vectors.json' with { type: 'json' };

const byId = (id: string): object => vectors.vectors.find((vector) => vector.id === id) ?? {};
const part = (id: string, name: string): unknown => Reflect.get(byId(id), name);
const jsonOf = (id: string): unknown => Reflect.get(Object(part(id, 'response')), 'json');
const bodyOf = (id: string): Buffer =>
  Buffer.from(String(Reflect.get(Object(part(id, 'response')), 'bodyBase64')), 'base64');

const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64');
const claims = (value: object): string =>
  `${header}.${Buffer.from(JSON.stringify(value)).toString('base64')}.c2lnbmF0dXJl`;

export const jwts: readonly [string, ...string[]] = [
  claims({ tenant: 'nemo', exp: 1_900_043_200, iat: 190_000.5, sub: 'nemo', preferred_username: 'root' }),
  claims({ sub: 'nemo' }),
  'nemo.key.secret',
];

export const messageIds = vectors.messageIds.map(({ base64 }) => base64);
export const times = [
  ...vectors.timestamps.map(({ text }) => text),
  '0001-01-01T00:00:00.000-18:00',
  '9999-12-31T23:59:59.999999999+18:00',
  '2024-02-29T12:00Z',
];
export const retryAfters = [
  '120',
  '0',
  'Fri, 31 Dec 1999 23:59:59 GMT',
  'Wed, 21 Oct 2099 07:28:00 GMT',
  '-1',
];

export const streamNames = [
  'persistent://nemo/c8global._system/c8globals.orders',
  'non-persistent://public/default/a/b-partition-3',
];

const consumed = part('ws-consume-full', 'receive');

export const frames = {
  replies: [
    part('ws-produce-ok', 'receive'),
    part('ws-produce-minimal', 'receive'),
    part('ws-produce-bad-base64', 'receive'),
    part('ws-produce-terminated', 'receive'),
    {
      result: 'send-error:3',
      errorMsg: 'failed to de-serialize',
      context: '1',
      errorCode: 3,
      schemaVersion: 0,
    },
  ],
  messages: [
    consumed,
    part('ws-consume-minimal', 'receive'),
    part('ws-binary-payload', 'receive'),
    part('ws-end-of-topic', 'receive'),
    { ...Object(consumed), payload: Buffer.from('{"a":[1,{"b":"c"}]}'.repeat(30)).toString('base64') },
    '{"messageId":"CAMQADAA","payload":"","properties":{"a":"1","a":"2","b\\u0000":"\\ud83d\\ude00"},"extra":{"x":[1.0]}}',
    '{"messageId":"CP///////////wEQ////////////ATAA","payload":"aGk=","key":"\\ud800","properties":null}',
  ],
  refusals: [
    'Unauthorized: {"code":401,"error":true,"message":"Unauthorized"}',
    '<html><body>502 Bad Gateway /_ws/ws/v2/reader?otp=abcd-efgh</body></html>',
  ],
};

export const topicStats = [
  Reflect.get(Object(jsonOf('gdn-stats')), 'result'),
  {
    msgRateIn: '1.5',
    averageMsgSize: 1e3,
    publishers: [
      { producerName: 'p', producerId: 1, address: '/127.0.0.1:1', msgRateIn: 2, connectedSince: 't' },
    ],
    subscriptions: {
      'reader-0123456789': { type: 'Exclusive', isDurable: false, msgBacklog: 7, consumers: [] },
      shared: {
        type: 'Shared',
        msgBacklog: 12,
        msgDelayed: 1,
        blockedSubscriptionOnUnackedMsgs: true,
        lastAckedTimestamp: 1_777_000_000_000,
        consumers: [{ consumerName: 'c', availablePermits: -5, blockedConsumerOnUnackedMsgs: true }],
      },
    },
  },
];

export const backlogs = [
  {
    storageSize: 180,
    totalMessages: 3,
    messageBacklog: 1,
    brokerName: 'b',
    dataLedgerDetails: [{ entries: 3, timestamp: 1, size: 180, ledgerId: 3 }],
    cursorDetails: { 'my-subscription': { cursorBacklog: 1, cursorLedgerId: 4 } },
  },
];

const html = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const result = (value: unknown): object => ({ error: false, code: 200, result: value });

export const gdnBodies: readonly unknown[] = [
  ...[
    'gdn-login-ok',
    'gdn-login-bad-password',
    'gdn-gateway-401',
    'gdn-dc-local',
    'gdn-fabrics',
    'gdn-otp',
  ].map(jsonOf),
  ...[
    'gdn-create',
    'gdn-create-conflict',
    'gdn-list',
    'gdn-publish',
    'gdn-subs',
    'gdn-sub-busy',
    'gdn-stats',
  ].map(jsonOf),
  result([
    { topic: 'c8globals.orders', local: false, tenant: 'nemo', type: 4, terminated: true },
    { topic: 'orders', local: true, tenant: 'nemo', db: '_system' },
    { topic: '_internal' },
  ]),
  result(JSON.stringify(topicStats[0])),
  ...topicStats.map(result),
  ...backlogs.map(result),
  result('["a","b"]'),
  result('60'),
  result(60),
  result(['_system', 'other']),
  result([{ user: 'root', tenant: 'nemo', email: 'nemo@example.com', active: true }]),
  [{ tenant: 'nemo', dcInfo: [jsonOf('gdn-dc-local')] }],
  html,
  '',
];

export const positions = [
  JSON.stringify(jsonOf('admin-last-id')),
  '{"ledgerId":9223372036854775807,"entryId":-1,"partitionIndex":3,"batchIndex":5}',
];

export const batchEntries: readonly Buffer[] = [
  bodyOf('admin-peek-batch'),
  Buffer.concat([bodyOf('admin-peek-batch'), bodyOf('admin-peek-batch')]),
];

export const pulsarBodies: readonly unknown[] = [
  ...positions,
  [
    'persistent://public/default/orders',
    'persistent://public/default/parts-partition-0',
    'persistent://public/default/a/b',
  ],
  ['non-persistent://public/default/fast', 'persistent://public/default/parts'],
  ['public', 'other'],
  ['public/default', 'public/other'],
  { partitions: 4 },
  ...topicStats,
  ...backlogs,
  {
    state: 'LedgerOpened',
    numberOfEntries: 3,
    totalSize: 180,
    lastConfirmedEntry: '3:1',
    ledgers: [{ ledgerId: 3, entries: 2, size: 120 }],
    cursors: { s: { markDeletePosition: '3:0', readPosition: '3:1', individuallyDeletedMessages: '[]' } },
  },
  { reason: 'Message not found' },
  { reason: 'Topic persistent://public/default/t not found' },
  '"4.0.1"',
  '60',
  'null',
  'java.lang.NullPointerException\n\tat org.example.Broker.serve(Broker.java:1)',
  html,
  'hello',
  '',
];

/** A header's name and examples of its value. */
export const headerValues: readonly (readonly [string, ...string[]])[] = [
  ['X-Pulsar-Message-ID', '3:0', '3:1:-1', '9223372036854775807:-1'],
  ['X-Pulsar-publish-time', '2024-05-01T12:00:59.84+01:00'],
  ['X-Pulsar-event-time', '2024-05-01T12:00:59.84+01:00'],
  ['X-Pulsar-producer-name', 'standalone-0-1'],
  ['X-Pulsar-sequence-id', '0'],
  ['X-Pulsar-partition-key', 'user-42'],
  ['X-Pulsar-num-batch-message', '2', '4', '1'],
  ['X-Pulsar-PROPERTY', '{"k1":"v1","n":1,"deep":{"a":[1]}}'],
  ['X-Pulsar-PROPERTY-k1', 'v1'],
  ['X-Pulsar-PROPERTY-TOTAL-CHUNKS', '2'],
  ['X-Pulsar-Is-Encrypted', 'false', 'true'],
  [
    'Location',
    'http://admin.example:8080/admin/v2/x',
    'http://other.example/admin/v2/x',
    'https://a:b@c/',
    '/relative',
    '//',
  ],
];

export const jsonTexts = [
  '{"a":[1,-2.5e+10,true,false,null,"\\u00e9\\n"],"b":{"c":{}},"a":[]}',
  '[]',
  '"text"',
  '-0',
  '\ufeff{"mark": 1}',
  ' [ [ [ 1 , 2 ] ] ] ',
];
