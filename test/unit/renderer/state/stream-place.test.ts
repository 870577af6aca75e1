import { describe, expect, it } from 'vitest';
import { isSamePlace, streamNameOf } from '../../../../src/renderer/state/stream-place.ts';

describe('the name of a stream', () => {
  it.each([
    ['persistent://acme/c8local._system/c8locals.orders', 'orders'],
    ['persistent://acme/c8global._system/c8globals.orders.eu', 'orders.eu'],
    ['persistent://acme/c8local._system/users', 'users'],
    ['persistent://public/default/orders', 'orders'],
  ])('of %s is %s', (fullName, name) => {
    expect(streamNameOf(fullName)).toBe(name);
  });

  it('that cannot be read stands for itself', () => {
    expect(streamNameOf('orders')).toBe('orders');
  });

  it('is the same place only within one connection', () => {
    const place = { connectionId: 'one', fullName: 'persistent://a/b/c', name: 'c' };
    expect(isSamePlace(place, { ...place, name: 'other words' })).toBe(true);
    expect(isSamePlace(place, { ...place, connectionId: 'two' })).toBe(false);
  });
});
