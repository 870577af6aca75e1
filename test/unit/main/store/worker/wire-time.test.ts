import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWireTimeReader, writeWireTime } from '../../../../../src/main/store/worker/wire-time.ts';

describe('times on the wire', () => {
  it.each([
    ['2024-05-01T12:00:59.84+01:00', '2024-05-01T11:00:59.840Z'],
    ['2024-05-01T12:00:59Z', '2024-05-01T12:00:59.000Z'],
    ['2024-05-01T12:00:59.123456789-09:30', '2024-05-01T21:30:59.123Z'],
    ['2024-05-01T12:00:59.5-00:00', '2024-05-01T12:00:59.500Z'],
  ])('are read as an instant and written again as %s', (text, instant) => {
    const { ms, form } = createWireTimeReader().read(text);
    expect(ms).toBe(Date.parse(instant));
    expect(writeWireTime(ms, form)).toBe(text);
  });

  it.each(['2016-08-30 16:45:57.785', 'yesterday', '', '2024-05-01T12:00:61Z', '2024-13-01T00:00:00Z'])(
    'keep the text %j although it is no instant',
    (text) => {
      const { ms, form } = createWireTimeReader().read(text);
      expect(ms).toBeNull();
      expect(writeWireTime(ms, form)).toBe(text);
    },
  );

  it('come back unchanged in any order, whatever was read before', () => {
    const time = fc
      .tuple(
        fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }),
        fc.constantFrom('Z', '+01:00', '-09:30', '+05:45', '+00:00'),
        fc.integer({ min: 0, max: 9 }),
      )
      .map(([ms, zone, digits]) => {
        const iso = new Date(ms).toISOString();
        const fraction = digits === 0 ? '' : `.${iso.slice(20, 23).padEnd(9, '4').slice(0, digits)}`;
        return iso.slice(0, 19) + fraction + zone;
      });
    fc.assert(
      fc.property(fc.array(fc.oneof(time, fc.string()), { maxLength: 20 }), (texts) => {
        const reader = createWireTimeReader();
        for (const text of texts) {
          const { ms, form } = reader.read(text);
          expect(writeWireTime(ms, form)).toBe(text);
          if (ms !== null) expect(ms).toBe(Math.floor(Date.parse(text)));
        }
      }),
    );
  });
});
