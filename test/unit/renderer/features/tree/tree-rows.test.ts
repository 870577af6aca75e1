import { describe, expect, it } from 'vitest';
import { treeRows, type TreeInput } from '../../../../../src/renderer/features/tree/tree-rows.ts';
import type { Profile } from '../../../../../src/shared/contract/schemas/profile.ts';
import type { StreamEntry } from '../../../../../src/shared/contract/schemas/stream.ts';

const profile: Profile = {
  kind: 'sandbox',
  id: 'one',
  name: 'sandbox',
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
  fabric: '_system',
};

const stream = (name: string, role: StreamEntry['role'] = 'user'): StreamEntry => ({
  fullName: `persistent://t/n/${name}`,
  name,
  fabric: '_system',
  scope: 'local',
  role,
});

const input = (change: Partial<TreeInput> = {}): TreeInput => ({
  profiles: [profile],
  connectionOf: () => ({
    connectionId: 'one',
    phase: 'online',
    fabric: '_system',
    fabrics: ['zeta', '_system', 'alpha'],
  }),
  streamsOf: (_connection, fabric) => ({
    list:
      fabric === '_system'
        ? {
            streams: [stream('telemetry'), stream('orders'), stream('users', 'collection')],
            asOf: 0,
            source: 'live',
          }
        : undefined,
    isLoading: false,
    error: undefined,
  }),
  toggled: [],
  filter: '',
  starred: [],
  recent: [],
  entryOf: () => undefined,
  ...change,
});

const labels = (change: Partial<TreeInput> = {}) =>
  treeRows(input(change)).map(({ depth, label }) => `${'  '.repeat(depth)}${label}`);

describe('the rows of the tree', () => {
  it('shows the open fabric first and unfolded, streams by name, and folds the rest away', () => {
    expect(labels()).toEqual([
      'sandbox',
      '  _system',
      '    orders',
      '    telemetry',
      '    collections',
      '  alpha',
      '  zeta',
    ]);
  });

  it('turns what was toggled against its default', () => {
    const toggled = ['fabric:one/_system', 'fabric:one/alpha'];
    expect(labels({ toggled })).toEqual(['sandbox', '  _system', '  alpha', '    Not connected', '  zeta']);
  });

  it('unfolds everything that holds a match while a filter is set, and shows nothing else', () => {
    expect(labels({ filter: ' USE', toggled: ['connection:one'] })).toEqual([
      'sandbox',
      '  _system',
      '    users',
    ]);
    expect(labels({ filter: 'nothing' })).toEqual([]);
  });

  it('says of a missing list that the connection failed, and that it leads there', () => {
    const rows = labels({
      connectionOf: () => ({
        connectionId: 'one',
        phase: 'failed',
        fabric: '_system',
        fabrics: [],
        error: { code: 'NETWORK_REFUSED', message: '' },
      }),
      streamsOf: () => ({
        list: undefined,
        isLoading: false,
        error: { code: 'OFFLINE', message: 'There is no connection.' },
      }),
    });
    expect(rows.at(-1)).toBe('    Connection failed: show why');
  });

  it('says so when a fabric is empty', () => {
    const rows = labels({
      streamsOf: () => ({
        list: { streams: [], asOf: 0, source: 'live' },
        isLoading: false,
        error: undefined,
      }),
    });
    expect(rows).toContain('    No streams yet');
  });

  it('puts starred streams on top, and those opened last, folded, under them', () => {
    const place = (name: string) => ({ connectionId: 'one', fullName: `persistent://t/n/${name}`, name });
    const rows = labels({ starred: [place('orders')], recent: [place('telemetry'), place('orders')] });
    expect(rows.slice(0, 4)).toEqual(['Favourites', '  orders', 'Recent', 'sandbox']);
    expect(labels({ recent: [place('telemetry')], toggled: ['section:recents'] }).slice(0, 3)).toEqual([
      'Recent',
      '  telemetry',
      'sandbox',
    ]);
  });

  it('leaves out starred streams of connections that were removed, and every section while filtering', () => {
    const gone = { connectionId: 'removed', fullName: 'persistent://t/n/orders', name: 'orders' };
    expect(labels({ starred: [gone] })[0]).toBe('sandbox');
    const known = { ...gone, connectionId: 'one' };
    expect(labels({ starred: [known], filter: 'orders' })).toEqual(['sandbox', '  _system', '    orders']);
  });

  it('knows side and fabric of a starred stream by its name while no list holds it', () => {
    const fullName = 'persistent://tenant/c8global.analytics/c8globals.bids';
    const [, row] = treeRows(input({ starred: [{ connectionId: 'one', fullName, name: 'bids' }] }));
    expect(row).toMatchObject({ stream: { scope: 'global', fabric: 'analytics' } });
  });
});
