import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeProducerFrame } from '../../../../src/main/sockets/frames.ts';
import { producerFrameBytes } from '../../../../src/renderer/state/producer-frame-size.ts';

const pair = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));

describe('the size of a producer frame before it is sent', () => {
  it('is never below the frame that goes on the wire, and at most nine bytes above it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ unit: 'binary' }),
        fc.array(pair, { maxLength: 5 }),
        fc.integer({ min: 0, max: 9_999_999_999 }),
        (payload, key, properties, context) => {
          const message = { payload, properties, ...(key === '' ? {} : { key }) };
          const real = encodeProducerFrame(message, String(context)).length;
          const told = producerFrameBytes(payload.length, key, properties);
          expect(told).toBeGreaterThanOrEqual(real);
          expect(told - real).toBeLessThanOrEqual(9);
        },
      ),
    );
  });
});
