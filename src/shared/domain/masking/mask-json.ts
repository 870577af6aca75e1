import type { JsonDocument } from '../lossless-json.ts';
import { parseJson } from '../lossless-json-parser.ts';

export interface MaskedText {
  readonly text: string;
  /** Values replaced. */
  readonly values: number;
}

export interface MemberMask {
  /**
   * Whether a member is to be masked: by its name, and by the names on the way to it, its own included and elements of
   * arrays stepped over. Deeper down than `longestPath` the way is not told.
   */
  readonly isMasked: (name: string, path: readonly string[] | undefined) => boolean;
  readonly longestPath: number;
}

/**
 * Replaces the values of named members in a JSON text and leaves every other character as it was. `replace` gets the
 * value as written and gives back JSON. Undefined when the text is no JSON: then nothing in it can be named.
 */
export function maskJson(
  text: string,
  mask: MemberMask,
  replace: (raw: string) => string,
): MaskedText | undefined {
  const outcome = parseJson(text);
  if (!outcome.ok) return undefined;
  const { document } = outcome;
  const parts: string[] = [];
  /** The way to the container that is open at each depth. */
  const ways: (readonly string[] | undefined)[] = [];
  let copied = 0;
  let values = 0;
  let node = 0;
  while (node < document.nodeCount) {
    const name = document.key(node);
    const way = wayTo(document, node, name, ways, mask.longestPath);
    if (name !== undefined && mask.isMasked(name, way)) {
      parts.push(text.slice(copied, document.start(node)), replace(document.raw(node)));
      copied = document.end(node);
      values += 1;
      node = document.next(node);
    } else {
      ways[document.depth(node)] = way;
      node += 1;
    }
  }
  if (values === 0) return { text, values };
  parts.push(text.slice(copied));
  return { text: parts.join(''), values };
}

const root: readonly string[] = [];

/** Bounded in length, so that a payload nested a million deep costs no more than a flat one. */
function wayTo(
  document: JsonDocument,
  node: number,
  name: string | undefined,
  ways: readonly (readonly string[] | undefined)[],
  longest: number,
): readonly string[] | undefined {
  const before = document.parent(node) < 0 ? root : ways[document.depth(node) - 1];
  if (name === undefined || before === undefined) return before;
  return before.length < longest ? [...before, name] : undefined;
}
