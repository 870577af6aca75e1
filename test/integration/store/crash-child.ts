/**
 * Works on a history until it is killed: `crash-child.ts <folder> <first entry> <rows to keep, 0 for all>`. It says
 * `opening`, then `open`, and after each batch the entry up to which it would have acked. Idle work (index,
 * retention, space) goes on in between as in the program.
 */
import { openStore } from '../../../src/main/store/store-client.ts';
import { batchOf, frame, orders, threads } from './frames.ts';

const [folder = '', first = '0', keep = '0'] = process.argv.slice(2);
const framesPerBatch = 50;

process.stdout.write('opening\n');
const store = await openStore({ folder, ...threads, log: () => undefined, clock: Date });
const streamId = await orders(store);
process.stdout.write('open\n');
if (keep !== '0')
  await store.setStorePolicy(streamId, {
    isStored: true,
    retention: { maxCount: Number(keep), maxBytes: null, maxAgeMs: null },
  });
let entry = Number(first);
for (;;) {
  const frames = Array.from({ length: framesPerBatch }, (_, at) =>
    frame({ entry: entry + at, payload: `{"n":${entry + at}}` }),
  );
  const outcome = await store.appendBatch(batchOf(streamId, frames, { mode: 'consume' }));
  if (!outcome.committed) throw new Error(outcome.error.message);
  entry += frames.length;
  process.stdout.write(`acked ${entry}\n`);
  // A pause now and then, so that the idle work gets its turn.
  if (entry % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
