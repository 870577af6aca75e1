/** Lines of an import that are no messages, told with their numbers and reasons. */

/** Lines named one by one; the rest are counted. */
const mostNamed = 3;

export interface LeftOutLines {
  readonly add: (line: number, why: string) => void;
  /** Undefined when every line was a message. */
  readonly words: () => string | undefined;
  /** For a file of which nothing could be taken; undefined when there was no line. */
  readonly alone: () => string | undefined;
}

export function createLeftOutLines(): LeftOutLines {
  const named: string[] = [];
  let count = 0;
  const leftOut = (): string => {
    const rest = count > named.length ? ` and ${(count - named.length).toLocaleString('en')} more` : '';
    return `Left out: ${named.join(', ')}${rest}.`;
  };
  return {
    add: (line, why) => {
      count += 1;
      if (named.length < mostNamed) named.push(`line ${line} (${why})`);
    },
    words: () =>
      count === 0
        ? undefined
        : `${leftOut()} Every other message is in history. ` +
          'Mend the file and import it again: what is there already is not added twice.',
    alone: () => (count === 0 ? undefined : leftOut()),
  };
}
