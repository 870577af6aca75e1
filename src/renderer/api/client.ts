/**
 * What the renderer's api owns: the way from the window to the main process, typed by the contract, and the words
 * for every error that may come back. Nothing else in the renderer touches the transport.
 */
import type { InputOf, OutputOf, ProcedureName } from '../../shared/contract/api.ts';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { PushName, Pushes } from '../../shared/contract/pushes.ts';
import type { Reply, Transport } from '../../shared/contract/transport.ts';

/** A procedure that takes nothing is called with its name alone. */
type CallArguments<Name extends ProcedureName> =
  undefined extends InputOf<Name> ? [] : [input: InputOf<Name>];

export interface Client {
  /** Asks main one question. Rejects with a StreamscopeError, never with anything else. */
  call<Name extends ProcedureName>(name: Name, ...input: CallArguments<Name>): Promise<OutputOf<Name>>;
  /** Hears one kind of push until the returned function is called. */
  on<Name extends PushName>(name: Name, listener: (value: Pushes[Name]) => void): () => void;
  /** Where a dropped file lies on the disk; undefined for one that is on none. */
  pathOf(file: File): string | undefined;
  stop(): void;
}

type Listener = (value: unknown) => void;

/**
 * The contract seen from here, as types alone: main parses every answer and every piece of news before it leaves, and
 * both halves are built from one source, so a window that starts need not build the schemas as well.
 */
export function createClient(transport: Transport): Client {
  const listeners = new Map<string, Set<Listener>>();
  const stopListening = transport.listen((name, value) => {
    for (const listener of listeners.get(name) ?? []) listener(value);
  });

  return {
    async call(name, ...input) {
      const reply = await ask(transport, name, input[0]);
      if (!reply.ok) {
        const { code, message, detail } = reply.error;
        throw new StreamscopeError(code, message, { detail });
      }
      // Parsed by the router as this procedure's output.
      return reply.value as OutputOf<typeof name>;
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, heard);
      // Parsed as this news before it was sent; a function of its own, for one may listen twice.
      const tell: Listener = (value) => {
        listener(value as Pushes[typeof name]);
      };
      heard.add(tell);
      return () => {
        heard.delete(tell);
      };
    },
    pathOf: (file) => transport.pathOf(file) || undefined,
    stop() {
      stopListening();
      listeners.clear();
    },
  };
}

async function ask(transport: Transport, name: string, input: unknown): Promise<Reply> {
  try {
    return await transport.call(name, input);
  } catch (cause) {
    throw new StreamscopeError(
      'INTERNAL',
      'The main process did not answer. Stored messages are unaffected.',
      {
        cause,
        detail: cause instanceof Error ? cause.message : String(cause),
      },
    );
  }
}
