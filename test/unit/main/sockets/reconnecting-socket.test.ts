import { describe, expect, it } from 'vitest';
import { StreamscopeError, type ErrorReport } from '../../../../src/shared/contract/errors.ts';
import type { SocketStatus } from '../../../../src/shared/contract/schemas/session.ts';
import type { AttemptContext } from '../../../../src/main/sockets/connection-attempt.ts';
import { ReconnectingSocket, type SocketSettings } from '../../../../src/main/sockets/reconnecting-socket.ts';
import type { SocketTarget } from '../../../../src/main/sockets/web-socket-port.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-web-socket.ts';

interface Bench {
  readonly socket: ReconnectingSocket;
  readonly clock: FakeClock;
  readonly network: FakeNetwork;
  readonly statuses: SocketStatus[];
  readonly lost: ErrorReport[];
  readonly messages: string[];
  readonly contexts: AttemptContext[];
  onLost: () => void;
  /** Moves time on by this many milliseconds. */
  pass(ms: number): Promise<void>;
  opened(): Promise<void>;
  /** Moves time on to the next attempt. */
  retried(): Promise<void>;
}

function setUp(settings: Partial<SocketSettings> = {}): Bench {
  const clock = createFakeClock(1_000_000);
  const network = createFakeNetwork();
  const statuses: SocketStatus[] = [];
  const lost: ErrorReport[] = [];
  const messages: string[] = [];
  const contexts: AttemptContext[] = [];
  const bench: Bench = {
    clock,
    network,
    statuses,
    lost,
    messages,
    contexts,
    onLost: () => undefined,
    retried: () => clock.advanceTo(bench.socket.status.retryAt ?? clock.now()),
    pass: (ms) => clock.advanceTo(clock.now() + ms),
    opened: async () => {
      bench.socket.start();
      await bench.pass(0);
      network.last().open();
    },
    socket: new ReconnectingSocket(
      {
        kind: 'consumer',
        openWebSocket: network.openWebSocket,
        clock,
        random: () => 0.5,
        prepare: (context) => {
          contexts.push(context);
          return Promise.resolve({ url: `wss://host/ws?otp=once-${contexts.length}` });
        },
        ...settings,
      },
      {
        onStatus: (status) => statuses.push(status),
        onOpen: () => undefined,
        onMessage: (data) => messages.push(data.toString()),
        onLost: (cause) => {
          lost.push(cause);
          bench.onLost();
        },
      },
    ),
  };
  return bench;
}

describe('a reconnecting socket', () => {
  it('prepares, connects and opens (F3: an address that had to be waited for was an unhandled rejection)', async () => {
    const bench = setUp();
    expect(bench.socket.status).toEqual({ phase: 'idle', attempt: 0 });
    await bench.opened();
    expect(bench.statuses.map(({ phase }) => phase)).toEqual(['preparing', 'connecting', 'open']);
    bench.network.last().message('{"n":1}');
    expect(bench.messages).toEqual(['{"n":1}']);
  });

  it('comes back after a loss, with an address of its own for every attempt (F3: the one-time password was reused)', async () => {
    const bench = setUp();
    await bench.opened();
    bench.network.last().close(1006);
    await bench.pass(250);
    expect(bench.network.connections.map(({ request }) => request.url)).toEqual([
      'wss://host/ws?otp=once-1',
      'wss://host/ws?otp=once-2',
    ]);
  });

  it('tells of the loss, with code and reason, before it does anything about it (F3: order and reason)', async () => {
    const bench = setUp();
    await bench.opened();
    let phaseThen = '';
    bench.onLost = () => {
      phaseThen = bench.socket.status.phase;
    };
    bench.network.last().close(1001, 'Idle Timeout');
    await bench.pass(0);
    expect(bench.lost).toMatchObject([{ code: 'SOCKET_CLOSED', detail: 'close 1001 Idle Timeout' }]);
    expect(phaseThen).toBe('waiting');
    expect(bench.contexts).toHaveLength(1);
  });

  it('waits longer from failure to failure, up to thirty seconds, and says until when', async () => {
    const bench = setUp();
    bench.socket.start();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      await bench.pass(0);
      bench.network.last().fail('ECONNREFUSED');
      await bench.pass(0);
      const { retryAt = 0 } = bench.socket.status;
      waits.push(retryAt - bench.clock.now());
      await bench.clock.advanceTo(retryAt);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('forgets its failures once a connection has been stable (F3: the counter was never reset)', async () => {
    const bench = setUp();
    bench.socket.start();
    for (let round = 0; round < 5; round += 1) {
      await bench.pass(0);
      bench.network.last().fail('ECONNRESET');
      await bench.pass(0);
      await bench.retried();
    }
    bench.network.last().open();
    expect(bench.socket.status).toMatchObject({ phase: 'open', attempt: 5 });
    await bench.pass(29_999);
    bench.network.last().pong();
    await bench.pass(2);
    expect(bench.socket.status).toEqual({ phase: 'open', attempt: 0 });
    bench.network.last().close(1006);
    await bench.pass(0);
    expect((bench.socket.status.retryAt ?? 0) - bench.clock.now()).toBe(250);
  });

  it('does not take a socket that opens and dies at once for stable, however often', async () => {
    const bench = setUp();
    bench.socket.start();
    for (let round = 0; round < 6; round += 1) {
      await bench.retried();
      await bench.pass(0);
      bench.network.last().open();
      bench.network.last().message('{}');
      bench.network.last().close(1011, 'NullPointerException');
      await bench.pass(0);
    }
    expect(bench.socket.status.attempt).toBe(6);
  });

  it('counts a shorter connection as good when it brought messages', async () => {
    const bench = setUp();
    for (let round = 0; round < 4; round += 1) {
      if (round === 0) await bench.opened();
      else bench.network.last().open();
      bench.network.last().message('{}');
      await bench.pass(6_000);
      bench.network.last().close(1006);
      await bench.pass(0);
      expect(bench.socket.status.attempt).toBe(1);
      await bench.pass(500);
    }
  });
});

describe('failures', () => {
  it.each([
    [400, 'SOCKET_REFUSED'],
    [403, 'AUTH_FORBIDDEN'],
    [404, 'SERVICE_NOT_FOUND'],
    [409, 'SUBSCRIPTION_BUSY'],
    [301, 'PROTOCOL_UNEXPECTED'],
    [418, 'SOCKET_REFUSED'],
  ])('of an upgrade with %i end it with %s (F3: everything was retried for ever)', async (status, code) => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().refuse(status, { text: 'why' });
    await bench.pass(600_000);
    expect(bench.socket.status).toMatchObject({
      phase: 'failed',
      error: { code, detail: `HTTP ${status} why` },
    });
    expect(bench.network.connections).toHaveLength(1);
    expect(bench.clock.pendingTimers()).toBe(0);
  });

  it.each([500, 502, 504, 429, 503])('of an upgrade with %i are tried again', async (status) => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().refuse(status);
    await bench.pass(250);
    expect(bench.network.connections).toHaveLength(2);
  });

  it('wait as long as the service asks', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().refuse(429, { retryAfter: '20' });
    await bench.pass(19_999);
    expect(bench.network.connections).toHaveLength(1);
    await bench.pass(1);
    expect(bench.network.connections).toHaveLength(2);
  });

  it('of authentication renew the credentials once and at once, and then stop', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().refuse(401);
    await bench.pass(0);
    expect(bench.contexts.map(({ reauthenticate }) => reauthenticate)).toEqual([false, true]);
    bench.network.last().refuse(401);
    await bench.pass(600_000);
    expect(bench.socket.status).toMatchObject({ phase: 'failed', error: { code: 'AUTH_EXPIRED' } });
    expect(bench.contexts).toHaveLength(2);
  });

  it('of authentication after a stable connection renew the credentials again', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().refuse(401);
    await bench.pass(0);
    bench.network.last().open();
    await bench.pass(30_001);
    bench.network.last().close(1006);
    await bench.pass(250);
    bench.network.last().refuse(401);
    await bench.pass(0);
    expect(bench.contexts.map(({ reauthenticate }) => reauthenticate)).toEqual([false, true, false, true]);
  });

  it('with 409 are tried slowly after a loss, because our own ghost may hold the place', async () => {
    const bench = setUp({ conflict: 'slowAfterLoss' });
    await bench.opened();
    bench.network.last().close(1006);
    await bench.pass(250);
    bench.network.last().refuse(409);
    await bench.pass(0);
    expect(bench.socket.status).toMatchObject({ phase: 'waiting', error: { code: 'SUBSCRIPTION_BUSY' } });
    expect((bench.socket.status.retryAt ?? 0) - bench.clock.now()).toBeGreaterThanOrEqual(5_000);
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_UNTRUSTED', 'failed'],
    ['HPE_INVALID_CONSTANT', 'PROTOCOL_NOT_HTTP', 'failed'],
    ['EPROTO', 'TLS_FAILED', 'failed'],
    ['ENOTFOUND', 'NETWORK_NAME_UNRESOLVED', 'waiting'],
    ['ECONNREFUSED', 'NETWORK_REFUSED', 'waiting'],
    ['EHOSTUNREACH', 'NETWORK_UNREACHABLE', 'waiting'],
    ['WS_ERR_INVALID_CLOSE_CODE', 'PROTOCOL_UNEXPECTED', 'waiting'],
    ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'FRAME_TOO_LARGE', 'waiting'],
  ])('named %s by the library are %s, and the socket is %s', async (errno, code, phase) => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    bench.network.last().fail(errno);
    await bench.pass(0);
    expect(bench.socket.status).toMatchObject({ phase, error: { code } });
  });

  it('of the preparation are judged by their code (F3: a throwing factory left the lock set for ever)', async () => {
    const errors = [
      new StreamscopeError('NETWORK_TIMEOUT', 'slow'),
      new StreamscopeError('AUTH_WRONG_CREDENTIALS', 'wrong'),
    ];
    const bench = setUp({ prepare: () => Promise.reject(errors.shift() ?? new Error('none left')) });
    bench.socket.start();
    await bench.pass(0);
    expect(bench.socket.status).toMatchObject({ phase: 'waiting', error: { code: 'NETWORK_TIMEOUT' } });
    await bench.pass(250);
    expect(bench.socket.status).toMatchObject({ phase: 'failed', error: { code: 'AUTH_WRONG_CREDENTIALS' } });
  });

  it('of a preparation that throws, or never ends, do not stop it for good', async () => {
    const thrown = setUp({
      prepare: () => {
        throw new StreamscopeError('SERVICE_UNAVAILABLE', 'down');
      },
    });
    thrown.socket.start();
    await thrown.pass(0);
    expect(thrown.socket.status.phase).toBe('waiting');
    const hung = setUp({ prepare: () => new Promise<SocketTarget>(() => undefined) });
    hung.socket.start();
    await hung.pass(30_000);
    expect(hung.socket.status).toMatchObject({ phase: 'waiting', error: { code: 'NETWORK_TIMEOUT' } });
  });

  it('never end it in silence, however many there were (F3: at its most retries it stopped without an event)', async () => {
    const bench = setUp();
    bench.socket.start();
    for (let failure = 1; failure <= 50; failure += 1) {
      await bench.pass(0);
      bench.network.last().fail('ECONNREFUSED');
      await bench.pass(0);
      expect(bench.statuses.at(-1)).toMatchObject({ phase: 'waiting', attempt: failure });
      expect(bench.statuses.at(-1)?.retryAt).toBeGreaterThan(bench.clock.now());
      await bench.retried();
    }
  });

  it('of a handshake that nobody answers are found by their time-out', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(15_000);
    expect(bench.socket.status).toMatchObject({ phase: 'waiting', error: { code: 'NETWORK_TIMEOUT' } });
    expect(bench.network.connections[0]?.alive).toBe(false);
  });

  it('show no secret, even when the server repeats it', async () => {
    const bench = setUp({
      prepare: () =>
        Promise.resolve({
          url: 'wss://h/x?a=1&otp=s%2Fecret-otp',
          headers: { Authorization: 'Bearer abc.def.ghi' },
        }),
    });
    bench.socket.start();
    await bench.pass(0);
    bench.network
      .last()
      .refuse(400, { text: 'bad query otp=s%2Fecret-otp (s/ecret-otp), header Bearer abc.def.ghi' });
    const shown = JSON.stringify(bench.statuses);
    expect(shown).toContain('bad query');
    expect(shown).not.toMatch(/ecret-otp|abc\.def/);
  });

  it('of an impossible address are told without the address', async () => {
    const bench = setUp({
      openWebSocket: () => {
        throw new SyntaxError('Invalid URL: wss://h?otp=secret-otp');
      },
    });
    bench.socket.start();
    await bench.pass(0);
    expect(bench.socket.status).toMatchObject({ phase: 'failed', error: { code: 'INPUT_INVALID' } });
    expect(JSON.stringify(bench.statuses)).not.toContain('secret-otp');
  });
});

describe('stopping', () => {
  it('before the first turn of the event loop opens nothing (F3: the socket opened later anyway)', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.socket.stop();
    await bench.pass(60_000);
    expect(bench.network.connections).toHaveLength(0);
    expect(bench.clock.pendingTimers()).toBe(0);
    expect(bench.socket.status.phase).toBe('stopped');
  });

  it('while preparing tells the preparation, and ignores what it still brings (F3: closing did not hold up the first connects)', async () => {
    let deliver = (_target: SocketTarget): void => undefined;
    const bench = setUp({ prepare: () => new Promise((resolve) => (deliver = resolve)) });
    bench.socket.start();
    await bench.pass(0);
    await bench.socket.stop();
    deliver({ url: 'wss://host' });
    await bench.pass(60_000);
    expect(bench.network.connections).toHaveLength(0);
  });

  it('while waiting cancels the wait (F3: the timer was not cancelled)', async () => {
    const bench = setUp();
    await bench.opened();
    bench.network.last().close(1006);
    await bench.pass(0);
    await bench.socket.stop();
    await bench.pass(60_000);
    expect(bench.network.connections).toHaveLength(1);
    expect(bench.clock.pendingTimers()).toBe(0);
  });

  it('while connecting cuts the connection (F3: a socket was left open)', async () => {
    const bench = setUp();
    bench.socket.start();
    await bench.pass(0);
    await bench.socket.stop();
    expect(bench.network.last().calls).toEqual(['terminate']);
    expect(bench.clock.pendingTimers()).toBe(0);
  });

  it('when open passes code and reason, and waits for the end (F3: neither could be given)', async () => {
    const bench = setUp();
    await bench.opened();
    await bench.socket.stop(4_000, 'done');
    expect(bench.network.last().calls).toEqual(['resume', 'close 4000 done']);
    expect(bench.clock.pendingTimers()).toBe(0);
    expect(bench.lost).toEqual([]);
  });

  it('from within the news of a loss is final', async () => {
    const bench = setUp();
    await bench.opened();
    bench.onLost = () => void bench.socket.stop();
    bench.network.last().close(1006);
    await bench.pass(60_000);
    expect(bench.socket.status.phase).toBe('stopped');
    expect(bench.network.connections).toHaveLength(1);
    expect(bench.clock.pendingTimers()).toBe(0);
  });

  it('and starting again gives a working socket', async () => {
    const bench = setUp();
    await bench.opened();
    await bench.socket.stop();
    await bench.opened();
    expect(bench.network.connections).toHaveLength(2);
    expect(bench.socket.status.phase).toBe('open');
  });
});

describe('old connections', () => {
  it('cannot act any more (F3: a late close of an old socket opened a second one)', async () => {
    const bench = setUp();
    await bench.opened();
    const old = bench.network.last();
    await bench.pass(40_000); // half-open: the pong never comes
    expect(bench.lost).toMatchObject([{ code: 'SOCKET_HALF_OPEN' }]);
    await bench.pass(1_000);
    bench.network.last().open();
    old.message('{"late":true}');
    old.open();
    old.close(1006);
    await bench.pass(5_000);
    expect(bench.messages).toEqual([]);
    expect(bench.network.connections).toHaveLength(2);
    expect(bench.socket.status.phase).toBe('open');
  });

  it('are the only reason for one retry, even when they report an error and a close', async () => {
    const bench = setUp();
    await bench.opened();
    bench.network.last().fail('ECONNRESET');
    await bench.pass(250);
    expect(bench.network.connections).toHaveLength(2);
    expect(bench.lost).toHaveLength(1);
  });
});

describe('sending', () => {
  it('is refused with a code while the socket is not open (F3: it threw, and messages were lost)', async () => {
    const bench = setUp();
    expect(() => bench.socket.send('x')).toThrowError(expect.objectContaining({ code: 'SOCKET_NOT_OPEN' }));
    bench.socket.start();
    await bench.pass(0);
    expect(() => bench.socket.sendAll(['x'])).toThrowError(
      expect.objectContaining({ code: 'SOCKET_NOT_OPEN' }),
    );
    bench.network.last().open();
    bench.socket.sendAll(['x', 'y']);
    expect(bench.network.last().sent).toEqual(['x', 'y']);
  });

  it('is refused when the network does not keep up', async () => {
    const bench = setUp({ tuning: { maxBufferedBytes: 10 } });
    await bench.opened();
    bench.network.last().bufferedBytes = 11;
    expect(() => bench.socket.send('x')).toThrowError(expect.objectContaining({ code: 'QUEUE_FULL' }));
  });
});

describe('keeping alive', () => {
  it('pings, so that idle sockets are not closed (F3: there was no keep-alive)', async () => {
    const bench = setUp();
    await bench.opened();
    for (let round = 0; round < 3; round += 1) {
      await bench.pass(30_000);
      bench.network.last().pong();
    }
    expect(bench.network.last().calls.filter((call) => call === 'ping')).toHaveLength(3);
    expect(bench.socket.status.phase).toBe('open');
  });

  it('takes any message for a sign of life', async () => {
    const bench = setUp();
    await bench.opened();
    await bench.pass(35_000);
    bench.network.last().message('{}');
    await bench.pass(10_000);
    expect(bench.socket.status.phase).toBe('open');
  });

  it('does not take its own pause for a dead connection', async () => {
    const bench = setUp();
    await bench.opened();
    bench.socket.pause();
    await bench.pass(300_000);
    expect(bench.socket.status.phase).toBe('open');
    expect(bench.network.last().calls).toContain('ping');
  });

  it('pauses the next connection as well', async () => {
    const bench = setUp();
    await bench.opened();
    bench.socket.pause();
    bench.network.last().close(1006);
    await bench.pass(250);
    bench.network.last().open();
    expect(bench.network.last().calls).toEqual(['pause']);
    bench.socket.resume();
    expect(bench.network.last().calls).toEqual(['pause', 'resume']);
  });
});
