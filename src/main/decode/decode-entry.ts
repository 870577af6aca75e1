/** The decode thread: payloads are hostile and may be large, so none is read on the thread that keeps the sockets. */
import { parentPort, type TransferListItem } from 'node:worker_threads';
import { reportOf } from '../../shared/contract/errors.ts';
import { decodeMethods, type DecodeMethod } from './decode-methods.ts';
import type { DecodeReply, DecodeRequest } from './decode-thread.ts';

if (parentPort === null) throw new Error('The decoder is a worker thread.');
const port = parentPort;

port.on('message', ({ seq, method, params }: DecodeRequest<DecodeMethod>) => {
  answer(method, params).then(
    (value) => {
      const reply: DecodeReply = { seq, ok: true, value };
      port.postMessage(reply, movable(value));
    },
    (thrown: unknown) => {
      const reply: DecodeReply = { seq, ok: false, error: reportOf(thrown) };
      port.postMessage(reply);
    },
  );
});

async function answer(method: DecodeMethod, params: DecodeRequest<DecodeMethod>['params']): Promise<unknown> {
  // The request's type ties parameters to their method; a union of methods loses that tie.
  const run = decodeMethods[method] as (params: unknown) => unknown;
  return run(params);
}

/** What was decoded moves instead of being copied, if its memory holds nothing else. */
function movable(value: unknown): TransferListItem[] {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined;
  if (!(bytes instanceof Uint8Array) || !(bytes.buffer instanceof ArrayBuffer)) return [];
  return bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : [];
}
