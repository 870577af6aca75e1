import { describe, expect, it } from 'vitest';
import type { StreamEntry } from '../../../../src/shared/contract/schemas/stream.ts';
import { usableEntries } from '../../../../src/main/stream-admin/listed-streams.ts';

const entry = (fullName: string): StreamEntry => ({
  fullName,
  name: 'n',
  fabric: 'f',
  scope: 'local',
  role: 'user',
});

describe('a list of streams', () => {
  it('goes without the rows that could be neither shown nor opened', () => {
    const good = entry('persistent://t/n/orders');
    const tooLong = entry(`persistent://t/n/${'x'.repeat(2_000)}`);
    const withoutTenant = entry('persistent:///n/orders');
    expect(usableEntries([tooLong, good, withoutTenant])).toEqual([good]);
  });
});
