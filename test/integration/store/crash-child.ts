/** Ingests as a session does until it is killed, and prints every id it would have acked. */
import { openStore } from '../../../src/main/store/store-client.ts';
import { batchOf, frame, orders, readerUrl, writerUrl } from './frames.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const store = await openStore({ folder, writerUrl, readerUrl, log: () => undefined, clock: Date });
const streamId = await orders(store);
let entry = Number(first);
for (;;) {
  const frames = Array.from({ length: 50 }, (_, at) =>
    frame({ entry: entry + at, payload: `{"n":${entry + at}}` }),
  );
  const outcome = await store.appendBatch(batchOf(streamId, frames, { mode: 'consume' }));
  if (!outcome.committed) throw new Error(outcome.error.message);
  entry += frames.length;
  process.stdout.write(`acked ${entry}\n`);
}
