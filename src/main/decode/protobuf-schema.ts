/** Protobuf schemas: the text of a .proto file as message types to read with. Parsed by protobufjs, never compiled. */
import protobuf from 'protobufjs';
import { problemAt, type SchemaOutcome, type SchemaProblem } from './schema-problem.ts';

export interface ProtobufSchema {
  readonly message: protobuf.Type;
  /** Full names of all message types, in the order of the text. */
  readonly messages: readonly string[];
}

/** Without a name the first message type is taken. */
export function readProtobufSchema(text: string, messageName?: string): SchemaOutcome<ProtobufSchema> {
  const root = new protobuf.Root();
  try {
    const { imports, weakImports } = protobuf.parse(text, root, { keepCase: true });
    for (const file of [...(imports ?? []), ...(weakImports ?? [])]) {
      const known = protobuf.common.get(file);
      if (known?.nested === undefined) return fail(importProblem(text, file));
      root.addJSON(known.nested);
    }
    root.resolveAll();
  } catch (thrown) {
    return fail(problemOf(text, thrown));
  }
  const types = messagesOf(root);
  const messages = types.map((type) => type.fullName.slice(1));
  const found = messageName === undefined ? types[0] : types[messages.indexOf(messageName)];
  if (found !== undefined) return { ok: true, schema: { message: found, messages } };
  const reason =
    messageName === undefined
      ? 'There is no message in this text.'
      : `There is no message "${messageName}" in this text.`;
  return fail(problemAt(text, 0, reason));
}

const fail = (problem: SchemaProblem): { readonly ok: false; readonly problem: SchemaProblem } => ({
  ok: false,
  problem,
});

function messagesOf(namespace: protobuf.NamespaceBase): protobuf.Type[] {
  if (namespace.fullName === '.google.protobuf') return [];
  return namespace.nestedArray.flatMap((inner) => {
    if (inner instanceof protobuf.Type) return [inner, ...messagesOf(inner)];
    return inner instanceof protobuf.Namespace ? messagesOf(inner) : [];
  });
}

function importProblem(text: string, file: string): SchemaProblem {
  const reason = `"${file}" is not here: put what it declares into this text. Only google/protobuf/ files are known.`;
  return problemAt(text, Math.max(0, text.indexOf(file)), reason);
}

/** protobufjs says the line in its words, or names what it could not resolve. */
function problemOf(text: string, thrown: unknown): SchemaProblem {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const line = /\(.*?line (\d+)\)/.exec(words)?.[1];
  const quoted = /['"]([^'"]+)['"]/.exec(words)?.[1] ?? /no such [^:]*: ([\w.]+)/.exec(words)?.[1];
  const lineStart = line === undefined ? 0 : startOfLine(text, Number(line));
  const owner = /in Type (?:[\w.]*\.)?(\w+)/.exec(words)?.[1];
  const from = owner === undefined ? lineStart : Math.max(lineStart, placeOf(text, `message ${owner}`, 0));
  const at = quoted === undefined ? -1 : placeOf(text, quoted, from);
  const reason = `${words.replace(/\s*\(.*?line \d+\)/, '').replace(/^./, (first) => first.toUpperCase())}.`;
  return problemAt(text, at < 0 ? lineStart : at, reason);
}

/** Where words stand by themselves, not within longer ones; else where they stand at all. */
function placeOf(text: string, words: string, from: number): number {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + words.length)];
    if (!/[\w.]/.test(before) && !/\w/.test(after)) return at;
  }
  return text.indexOf(words, from);
}

function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let seen = 1; seen < line; seen += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}
