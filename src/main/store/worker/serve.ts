/** The listening side of both threads: one request, one reply, errors as codes, time taken told. */
import type { MessagePort, TransferListItem } from 'node:worker_threads';
import type { Announcement, Handlers, MethodTable, Reply, Request } from '../worker-protocol.ts';
import { storeErrorOf } from './sqlite-errors.ts';

export interface Service<M extends MethodTable<M>> {
  readonly handlers: Handlers<M>;
  /** Buffers of the reply just made that may move to the other side; empties the list. */
  readonly takeMoved?: () => readonly TransferListItem[];
  /** Told after every reply, e.g. to plan idle work. */
  readonly afterReply?: (method: keyof M) => void;
}

export function announce(port: MessagePort, announcement: Announcement): void {
  port.postMessage(announcement);
}

export function serve<M extends MethodTable<M>>(port: MessagePort, service: Service<M>): void {
  port.on('message', (request: Request<M>) => {
    const started = performance.now();
    const { seq, method } = request;
    let reply: Reply<unknown>;
    try {
      const value = service.handlers[method](request.params);
      reply = { seq, tookMs: performance.now() - started, ok: true, value };
    } catch (thrown) {
      const error = storeErrorOf(thrown).toReport();
      reply = { seq, tookMs: performance.now() - started, ok: false, error };
    }
    port.postMessage(reply, service.takeMoved?.());
    service.afterReply?.(method);
  });
}

/** When the history cannot be opened every request is answered with the reason. */
export function refuseAll(port: MessagePort, error: Extract<Reply<never>, { ok: false }>['error']): void {
  port.on('message', (request: { seq: number; method: string }) => {
    const { seq, method } = request;
    const reply: Reply<unknown> =
      method === 'close' ? { seq, tookMs: 0, ok: true, value: null } : { seq, tookMs: 0, ok: false, error };
    port.postMessage(reply);
    if (method === 'close') port.close();
  });
}
