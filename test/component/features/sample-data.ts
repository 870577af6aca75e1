import type { AppInfo } from '../../../src/shared/contract/schemas/app.ts';
import type { ConnectionState } from '../../../src/shared/contract/schemas/connection.ts';
import type { Decoded } from '../../../src/shared/contract/schemas/decoding.ts';
import type { MessageSummary, StreamHistory } from '../../../src/shared/contract/schemas/history.ts';
import type { ProfileWithSecretPlace } from '../../../src/shared/contract/schemas/profile.ts';
import type { SessionPlan, SessionState } from '../../../src/shared/contract/schemas/session.ts';
import type { StreamEntry, StreamStats } from '../../../src/shared/contract/schemas/stream.ts';

/** Values of the contract as a small service would give them; a test changes the one field it is about. */

export const connectionId = 'one';

export const profile = (change: { name?: string; guarded?: boolean } = {}): ProfileWithSecretPlace => ({
  profile: {
    kind: 'gdn',
    id: connectionId,
    name: change.name ?? 'staging',
    guarded: change.guarded ?? false,
    tls: { authorities: '', clientCertificate: '', acceptAny: false },
    host: 'gdn.example.com',
    fabric: '_system',
    auth: { method: 'apiKey' },
  },
  secret: 'keychain',
});

export const connection = (change: Partial<ConnectionState> = {}): ConnectionState => ({
  connectionId,
  phase: 'online',
  fabric: '_system',
  fabrics: ['_system', 'analytics'],
  ...change,
});

export const stream = (name: string, change: Partial<StreamEntry> = {}): StreamEntry => ({
  fullName: `persistent://acme/c8local._system/c8locals.${name}`,
  name,
  fabric: '_system',
  scope: 'local',
  role: 'user',
  ...change,
});

export const stats = (change: Partial<StreamStats> = {}): StreamStats => ({
  rateIn: 12,
  rateOut: 0,
  throughputIn: 0,
  throughputOut: 0,
  messagesIn: 100,
  bytesIn: 0,
  storageSize: 0,
  averageSize: 0,
  backlog: 0,
  subscriptions: [],
  publishers: [],
  ...change,
});

export const observePlan: SessionPlan = { mode: 'observe', start: { at: 'latest' } };

export const session = (change: Partial<SessionState> = {}): SessionState => ({
  sessionId: 'session-1',
  connectionId,
  fullName: stream('orders').fullName,
  streamId: 1,
  plan: observePlan,
  socket: { phase: 'open', attempt: 0 },
  accounting: { received: 3, stored: 3, redelivered: 0, refused: 0, pending: 0 },
  flow: { inFlight: 0, window: 1000 },
  rate: 9.7,
  endOfTopic: false,
  openedAt: 0,
  ...change,
});

export const message = (seq: number, change: Partial<MessageSummary> = {}): MessageSummary => ({
  rowId: 2 ** 36 + seq,
  streamId: 1,
  seq,
  messageId: 'CAAQAw==',
  ledger: '7',
  entry: String(seq),
  partition: -1,
  batchIndex: -1,
  publishTime: Date.UTC(2026, 10, 23, 14, 2, 53) + seq * 100,
  eventTime: null,
  receivedAt: Date.UTC(2026, 10, 23, 14, 2, 54),
  key: `cust-${seq}`,
  propertiesCount: 0,
  size: 17,
  kind: 'json',
  preview: `{"orderId":${seq}}`,
  isPreviewCut: false,
  deliveries: 1,
  brokerRedeliveries: 0,
  state: 'seen',
  ...change,
});

/** A payload that is JSON as it came. */
export const decoded = (change: Partial<Decoded> = {}): Decoded => ({
  chain: [],
  isRemembered: false,
  layers: [{ ok: true, decoder: 'json', schemaId: null, isDetected: true, note: null, size: 17 }],
  form: 'json',
  isPayload: true,
  bytes: new Uint8Array(),
  total: 17,
  hint: null,
  ...change,
});

export const history = (change: Partial<StreamHistory> = {}): StreamHistory => ({
  connectionId,
  kind: 'gdn',
  fullName: stream('orders').fullName,
  title: 'orders',
  streamId: 1,
  createdAt: 0,
  count: 3,
  bytes: 51,
  firstSeq: 1,
  lastSeq: 3,
  received: 3,
  stored: 3,
  redelivered: 0,
  refused: 0,
  control: 0,
  removed: 0,
  lastReceivedAt: 0,
  isStored: true,
  retention: { maxCount: null, maxBytes: null, maxAgeMs: null },
  ...change,
});

export const appInfo = (hasKeychain = true): AppInfo => ({
  version: '0.0.0',
  platform: 'linux',
  electron: '33.0.0',
  chromium: '130.0.0.0',
  node: '20.18.0',
  userDataFolder: '/home/ada/.config/Streamscope',
  keychain: hasKeychain
    ? { available: true, name: 'the Secret Service' }
    : {
        available: false,
        name: 'the Secret Service',
        error: { code: 'KEYCHAIN_UNAVAILABLE', message: 'The Secret Service does not run.' },
      },
});
