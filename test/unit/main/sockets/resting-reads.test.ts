import { describe, expect, it } from 'vitest';
import {
  readOnMs,
  restMs,
  slowBytes,
  slowFrames,
  withRestingReads,
} from '../../../../src/main/sockets/resting-reads.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFakeNetwork } from './fake-web-socket.ts';

function setUp({ isWatched = false } = {}) {
  const clock = createFakeClock();
  const network = createFakeNetwork();
  const heard: string[] = [];
  let watched = isWatched;
  const open = withRestingReads(network.openWebSocket, clock, () => watched);
  const connection = open(
    { url: 'ws://a', maxPayloadBytes: 1_000_000, compress: false },
    {
      onOpen: () => undefined,
      onMessage: (data) => heard.push(data.toString()),
      onPong: () => undefined,
      onRefused: () => undefined,
      onError: () => undefined,
      onClose: (code) => heard.push(`closed ${String(code)}`),
    },
  );
  const server = network.last();
  return {
    clock,
    connection,
    heard,
    server,
    calls: () => server.calls.splice(0),
    watch: (now: boolean) => (watched = now),
  };
}

describe('reading in steps', () => {
  it('rests after what was read together, and reads again a fifth of a second later', async () => {
    const { clock, server, calls, heard } = setUp();
    server.message('one');
    server.message('two');
    expect(heard).toEqual(['one', 'two']);
    expect(calls()).toEqual(['pause']);
    await clock.advanceTo(restMs);
    expect(calls()).toEqual(['resume']);
    server.message('three');
    expect(calls()).toEqual(['pause']);
  });

  it('never rests while someone looks', async () => {
    const { clock, server, calls } = setUp({ isWatched: true });
    server.message('one');
    await clock.advanceTo(readOnMs * 3);
    server.message('two');
    expect(calls()).toEqual([]);
  });

  it('begins to rest within a second after the last look', async () => {
    const { clock, server, calls, watch } = setUp({ isWatched: true });
    server.message('one');
    watch(false);
    await clock.advanceTo(readOnMs);
    server.message('two');
    expect(calls()).toEqual(['pause']);
  });

  it.each([
    ['many messages', Array<string>(slowFrames + 1).fill('x')],
    ['a large message', ['x'.repeat(slowBytes + 1)]],
  ])('reads on at once, and for a second, when it finds %s', async (_what, frames) => {
    const { clock, server, calls } = setUp();
    for (const frame of frames) server.message(frame);
    expect(calls()).toEqual(['pause', 'resume']);
    await clock.advanceTo(readOnMs - 1);
    server.message('one more');
    expect(calls()).toEqual([]);
    await clock.advanceTo(readOnMs);
    server.message('the next second');
    expect(calls()).toEqual(['pause']);
  });

  it('stays paused after a rest when its owner wants no more', async () => {
    const { clock, connection, server, calls } = setUp();
    server.message('one');
    connection.pause();
    calls();
    await clock.advanceTo(restMs * 3);
    expect(calls()).toEqual([]);
    connection.resume();
    expect(calls()).toEqual(['resume']);
  });

  it('ends its rest when its owner wants to read, so that a closing handshake is heard', () => {
    const { clock, connection, server, calls } = setUp();
    server.message('one');
    connection.resume();
    expect(calls()).toEqual(['pause', 'resume']);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('keeps no timer and touches nothing once the connection is closed', async () => {
    const { clock, server, calls, heard } = setUp();
    server.message('one');
    server.close(1006);
    await clock.advanceTo(restMs * 3);
    expect(heard).toEqual(['one', 'closed 1006']);
    expect(calls()).toEqual(['pause']);
    expect(clock.pendingTimers()).toBe(0);
  });
});
