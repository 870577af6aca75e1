/** Opens a store the way the program does, on the sources as they are. */
import { openStore } from '../../src/main/store/store-client.ts';
import type { Store } from '../../src/main/store/store.ts';

const writerUrl = new URL('../../src/main/store/worker/writer-entry.ts', import.meta.url);
const readerUrl = new URL('../../src/main/store/worker/reader-entry.ts', import.meta.url);
const indexerUrl = new URL('../../src/main/store/worker/indexer-entry.ts', import.meta.url);

export function openBenchStore(folder: string): Promise<Store> {
  return openStore({ folder, writerUrl, readerUrl, indexerUrl, log: () => undefined, clock: Date });
}
