/** A store thread that answers one call and dies of the next kind. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ seq, method }: { seq: number; method: string }) => {
  if (method === 'stream') throw new Error('out of memory');
  parentPort?.postMessage({ seq, tookMs: method === 'rows' ? 1000 : 0, ok: true, value: [] });
  if (method === 'close') setImmediate(() => parentPort?.close());
});
parentPort?.postMessage({ announce: 'ready' });
