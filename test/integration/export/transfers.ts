import { afterAll, beforeAll } from 'vitest';
import type { TransferState } from '../../../src/shared/contract/schemas/transfer.ts';
import { makeFolder, removeFolder, startMain, type Main } from '../services/harness.ts';

/** How a transfer ended. */
export const transferEnd = (main: Main, transferId: string): Promise<TransferState> =>
  main.pushed('transfer.changed', (state) => state.transferId === transferId && state.phase !== 'running');

/** Main in a folder of its own, the same one for every test of a file. */
export function mainForAll(): { readonly main: () => Main; readonly folder: () => string } {
  let folder: string | undefined;
  let main: Main | undefined;
  const there = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('It is made before the first test and gone after the last.');
    return value;
  };
  beforeAll(async () => {
    folder = await makeFolder();
    main = await startMain(folder);
  });
  afterAll(async () => {
    await main?.stop();
    if (folder !== undefined) await removeFolder(folder);
  });
  return { main: () => there(main), folder: () => there(folder) };
}
