import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { svelte } from '@sveltejs/vite-plugin-svelte';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Calls that make a schema and do nothing else, and the schemas others are made from: those that nobody uses are left
 * out, which spares the window's first screen most of the contract.
 */
const schemaMakers = [
  'z',
  'bounded',
  'consumeFields',
  'errorReportSchema',
  'maskingSchema',
  'messageSummarySchema',
  'rowIdSchema',
  'streamIdentitySchema',
  'streamIdSchema',
];

// Electron 33 is the oldest runtime supported: Node 20.18 in main and preload, Chromium 130 in the window.
export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      // Hundreds of small files are slow to load; what is native cannot be bundled.
      externalizeDeps: { exclude: ['zod', 'ws', 'electron-log', '@marcbachmann/cel-js'] },
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          'store-writer': at('src/main/store/worker/writer-entry.ts'),
          'store-reader': at('src/main/store/worker/reader-entry.ts'),
          'store-indexer': at('src/main/store/worker/indexer-entry.ts'),
          decoder: at('src/main/decode/decode-entry.ts'),
          'transfer-worker': at('src/main/export/worker/transfer-entry.ts'),
          'sandbox-worker': at('src/main/sandbox/worker-entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        // A sandboxed preload must be one self-contained CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    publicDir: false,
    plugins: [svelte()],
    build: {
      target: 'chrome130',
      minify: true,
      // Fonts stay files: the content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html') },
        treeshake: { manualPureFunctions: schemaMakers },
      },
    },
  },
});
