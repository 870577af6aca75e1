import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import type { RunningApp } from './app.ts';

let running: RunningApp;
let remove: () => Promise<void>;

test.beforeEach(async () => {
  const userData = await makeUserData();
  remove = userData.remove;
  running = await startApp(userData.folder);
});
test.afterEach(async () => {
  await running.kill().catch(() => undefined);
  await remove();
});

test('the window has no Node, one bridge of three functions, and its own origin', async () => {
  const facts = await running.window.evaluate(() => ({
    origin: location.origin,
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    bridge: Object.keys((globalThis as unknown as { streamscope: object }).streamscope).sort(),
  }));
  expect(facts).toEqual({ origin: 'app://streamscope', node: [], bridge: ['call', 'listen', 'pathOf'] });
});

test('a file that the page makes up lies nowhere, and nothing else has a path', async () => {
  const paths = await running.window.evaluate(() => {
    const { streamscope } = globalThis as unknown as {
      streamscope: { pathOf(file: unknown): string };
    };
    const file = new File(['x'], '/etc/passwd');
    const dressed = Object.assign(new File(['x'], 'x'), { path: '/etc/passwd' });
    return [file, dressed, { path: '/etc/passwd' }, '/etc/passwd'].map((one) => streamscope.pathOf(one));
  });
  expect(paths).toEqual(['', '', '', '']);
});

test('a page that names a file nobody chose or dropped is told nothing about it', async () => {
  const replies = await running.window.evaluate(async () => {
    const { streamscope } = globalThis as unknown as {
      streamscope: { call(name: string, input: unknown): Promise<unknown>; pathOf(file: unknown): string };
    };
    // What it makes up is not offered by asking where it lies, either.
    streamscope.pathOf(new File(['x'], '/etc/passwd'));
    streamscope.pathOf('/etc/passwd');
    await streamscope.call('streamscope:dropped', '/etc/passwd');
    return Promise.all(
      ['captures.open', 'import.start'].flatMap((name) =>
        ['/etc/passwd', '/etc/no-such-file'].map((path) => streamscope.call(name, { path })),
      ),
    );
  });
  expect(replies).toEqual(
    Array.from({ length: 4 }, () => ({
      ok: false,
      error: expect.objectContaining({
        code: 'INPUT_INVALID',
        message: 'Choose this file, or drop it on the window. Nothing was opened.',
      }),
    })),
  );
});

test('scripts and connections from elsewhere are refused by the content security policy', async () => {
  const refused = await running.window.evaluate(async () => {
    const violations = new Set<string>();
    const both = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.add(event.effectiveDirective);
        if (violations.size === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'fetched',
      () => 'refused',
    );
    await both;
    return { fetched, violations: [...violations].sort(), injected: 'injected' in globalThis };
  });
  expect(refused).toEqual({
    fetched: 'refused',
    violations: ['connect-src', 'script-src-elem'],
    injected: false,
  });
});

test('the window goes nowhere and opens nothing', async () => {
  const opened = await running.window.evaluate(() => window.open('http://127.0.0.1:9/') === null);
  expect(opened).toBe(true);
  await running.window.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await expect.poll(() => running.window.evaluate(() => location.origin)).toBe('app://streamscope');
  const windows = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('permissions are denied', async () => {
  const state = await running.window.evaluate(async () => {
    const { state } = await navigator.permissions.query({ name: 'geolocation' });
    const notification = await Notification.requestPermission();
    return { state, notification };
  });
  expect(state).toEqual({ state: 'denied', notification: 'denied' });
});

test('files outside the window’s own folder are not served', async () => {
  const statuses = await running.window.evaluate(async () => {
    const paths = [
      '/../main/index.js',
      '/..%2fmain%2findex.js',
      '/%2e%2e/%2e%2e/package.json',
      '/no-such-file.js',
    ];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test('what the contract does not name is not answered', async () => {
  const reply = await running.window.evaluate(() => {
    const { streamscope } = globalThis as unknown as {
      streamscope: { call(name: string, input: unknown): unknown };
    };
    return streamscope.call('secrets.read', { profileId: 'x' });
  });
  expect(reply).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
});
