/**
 * What the renderer's api owns: the way from the window to the main process, typed by the contract, and the words
 * for every error that may come back. Nothing else in the renderer touches the transport.
 */
import { api, type InputOf, type OutputOf, type ProcedureName } from '../../shared/contract/api.ts';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { pushes, type PushName, type Pushes } from '../../shared/contract/pushes.ts';
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

interface Parser<Value> {
  parse(value: unknown): Value;
}

/** The contract seen from here: what comes back is parsed, so that both sides are known to agree. */
const answers: { readonly [Name in ProcedureName]: { readonly output: Parser<OutputOf<Name>> } } = api;
const news: { readonly [Name in PushName]: Parser<Pushes[Name]> } = pushes;

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
      return parsed(answers[name].output, reply.value, `The answer to ${name}`);
    },
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, heard);
      const parseAndTell: Listener = (value) => {
        listener(parsed(news[name], value, `The news ${name}`));
      };
      heard.add(parseAndTell);
      return () => {
        heard.delete(parseAndTell);
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

/** A shape that does not fit is a defect of the two halves not belonging together; say so rather than limp on. */
function parsed<Value>(parser: Parser<Value>, value: unknown, what: string): Value {
  try {
    return parser.parse(value);
  } catch (cause) {
    throw new StreamscopeError('INTERNAL', `${what} does not have the agreed shape. Restart Streamscope.`, {
      cause,
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  }
}
