// npm run test:e2e: the app in its real window, built first, in a desktop session of its own; arguments go to Playwright.
import { join } from 'node:path';
import { runInSession } from './process/run-in-session.mjs';
import { repositoryRoot } from './setup/context.mjs';

const playwright = join(repositoryRoot, 'node_modules', '@playwright', 'test', 'cli.js');
process.exitCode = await runInSession([
  playwright,
  'test',
  '--config=test/e2e/playwright.config.ts',
  ...process.argv.slice(2),
]);
