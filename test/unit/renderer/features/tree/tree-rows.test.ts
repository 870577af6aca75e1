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

  it('explains a missing list by the failure of the connection itself', () => {
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
    expect(rows.at(-1)).toBe('    Nothing listens at this address');
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
});
