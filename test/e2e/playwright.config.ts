import { defineConfig } from '@playwright/test';

/** The real window: one worker, since each test owns a whole Electron and the machine may have two cores. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.test.ts',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../../test-results/e2e',
  reporter: process.env['STREAMSCOPE_E2E_REPORT']
    ? [['list'], ['json', { outputFile: process.env['STREAMSCOPE_E2E_REPORT'] }]]
    : [['list']],
});
