import type { TopicName } from '../broker/topic-name.ts';
import type { SessionKind } from './session.ts';
import { UpgradeRefusal } from './upgrade-refusal.ts';

/** GDN serves the same sockets behind its gateway under `/_ws` (protocol C1). */
export type Dialect = 'gdn' | 'pulsar';

export type SocketTarget =
  | { readonly kind: 'producer' | 'reader'; readonly dialect: Dialect; readonly name: TopicName }
  | {
      readonly kind: 'consumer';
      readonly dialect: Dialect;
      readonly name: TopicName;
      readonly subscription: string;
    }
  | { readonly kind: 'pingpong'; readonly dialect: Dialect };

const KINDS: readonly SessionKind[] = ['producer', 'consumer', 'reader'];

/** Reads the path of a socket (protocol D1). Throws the refusal that the real service answers with (protocol D9). */
export function parseSocketPath(path: string): SocketTarget {
  const dialect: Dialect = path.startsWith('/_ws/') ? 'gdn' : 'pulsar';
  const [empty, ws, version, kindText, ...rest] = (
    dialect === 'gdn' ? path.slice('/_ws'.length) : path
  ).split('/');
  if (empty !== '' || ws !== 'ws') throw new UpgradeRefusal(404, 'Not Found');
  if (version === 'pingpong' || (version === 'v2' && kindText === 'pingpong'))
    return { kind: 'pingpong', dialect };
  const kind = KINDS.find((candidate) => candidate === kindText);
  if (version !== 'v2' || kind === undefined) throw new UpgradeRefusal(404, 'Not Found');
  const [domain, tenant, namespace, ...names] = rest.map(decodePart);
  if ((domain !== 'persistent' && domain !== 'non-persistent') || !tenant || !namespace) {
    throw new UpgradeRefusal(500, 'Invalid topic name format');
  }
  if (kind === 'consumer') {
    const [local, subscription] = names;
    if (names.length !== 2 || !local) throw new UpgradeRefusal(400, 'Invalid topic name format');
    if (!subscription) throw new UpgradeRefusal(400, 'Empty subscription name');
    return { kind, dialect, name: { domain, tenant, namespace, local }, subscription };
  }
  // Older servers join what is left into one name with slashes, the newest look at the first part alone.
  const local = (dialect === 'gdn' ? names.join('/') : names[0]) ?? '';
  if (local === '') throw new UpgradeRefusal(500, 'Invalid topic name format');
  return { kind, dialect, name: { domain, tenant, namespace, local } };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new UpgradeRefusal(400, 'Path is not percent-encoded UTF-8');
  }
}
