/** Answers that several askers want at nearly the same time: asked for once, shared while they are fresh. */
export interface RecentAnswers<Answer> {
  /** A failure is not kept: the next one asks again. */
  of(key: string, ask: () => Promise<Answer>): Promise<Answer>;
  /** After a change of what was asked about. */
  forget(): void;
}

/** Bounded by time: every new question first drops the answers that are no longer fresh. */
export function createRecentAnswers<Answer>(freshForMs: number, now: () => number): RecentAnswers<Answer> {
  const known = new Map<string, { readonly askedAt: number; readonly answer: Promise<Answer> }>();
  return {
    of(key, ask) {
      for (const [other, { askedAt }] of known) if (now() - askedAt >= freshForMs) known.delete(other);
      const found = known.get(key);
      if (found !== undefined) return found.answer;
      const entry = { askedAt: now(), answer: ask() };
      known.set(key, entry);
      entry.answer.catch(() => {
        if (known.get(key) === entry) known.delete(key);
      });
      return entry.answer;
    },
    forget: () => {
      known.clear();
    },
  };
}
