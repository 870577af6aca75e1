/** From starting the process to a button that can be pressed, against a bare window of the same Electron. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import { electronLaunch, findElectron } from '../../scripts/electron-path.mjs';
import { mountElectron } from '../../scripts/setup/electron-mount.mjs';
import { makeUserData } from '../e2e/app.ts';
import { median, printTable, type Bench, type Metric } from './bench.ts';

const goal = 1.5;
const root = fileURLToPath(new URL('../..', import.meta.url));

const bareMain = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`;

export const start: Bench = async ({ quick }) => {
  const rounds = quick ? 5 : 15;
  const bare = await makeBareApp();
  const userData = await makeUserData();
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    // One of each first, uncounted: files come into the page cache, the history is made.
    await timeToButton(root, [`--user-data-dir=${userData.folder}`]);
    await timeToButton(bare, []);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await timeToButton(root, [`--user-data-dir=${userData.folder}`]));
      theirs.push(await timeToButton(bare, []));
    }
  } finally {
    await userData.remove();
    await rm(bare, { recursive: true, force: true, maxRetries: 5 });
  }
  printTable(
    ['ms', ...ours.map((_, at) => `round ${at + 1}`)],
    [
      ['Streamscope', ...ours.map((ms) => ms.toFixed(0))],
      ['bare window', ...theirs.map((ms) => ms.toFixed(0))],
    ],
  );
  return { interactive: timesMetric(median(ours), median(theirs), goal) };
};

/** A time against a time: less is better, so the goal is the most the ratio may be. */
function timesMetric(value: number, baseline: number, most: number): Metric {
  const ratio = Math.round((value / baseline) * 1_000) / 1_000;
  return {
    value: Math.round(value),
    unit: 'ms',
    baseline: Math.round(baseline),
    ratio,
    goal: most,
    ok: ratio <= most,
  };
}

async function timeToButton(folder: string, ownArguments: readonly string[]): Promise<number> {
  const { executablePath, args } = electronLaunch(folder);
  const started = performance.now();
  const app = await _electron.launch({ executablePath, args: [...args, ...ownArguments], cwd: folder });
  try {
    const window = await app.firstWindow();
    await window.getByRole('button').first().click({ trial: true });
    return performance.now() - started;
  } finally {
    await app.close();
  }
}

/** The least an Electron app can be: one window, one page, one button. */
async function makeBareApp(): Promise<string> {
  const electron = findElectron(root);
  if (electron === undefined) throw new Error('No Electron is ready in this checkout. Run: npm run setup');
  const folder = await mkdtemp(join(tmpdir(), 'streamscope-bare-'));
  await writeFile(join(folder, 'package.json'), '{"name":"bare","main":"main.cjs"}');
  await writeFile(join(folder, 'main.cjs'), bareMain);
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Bare</title><button>Button</button>');
  await mkdir(join(folder, '.cache'));
  mountElectron(folder, electron.folder, { source: 'fallback', version: electron.version });
  return folder;
}
