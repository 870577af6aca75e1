import type { ErrorReport } from './errors.ts';

/** What crosses the process boundary for one call: an answer, or an error as data. Never an exception. */
export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorReport };

/** The channels, one for calls and one for news. Names are not used by anything else. */
export const callChannel = 'streamscope:call';
export const pushChannel = 'streamscope:push';
/** Preload's own: where the files lie that a person dropped. The page has no way to speak on it. */
export const droppedChannel = 'streamscope:dropped';

/** The bridge that preload lays between window and main: transport only, no knowledge of the contract. */
export interface Transport {
  /** Resolves with a reply; rejects only when main is gone. */
  call(name: string, input: unknown): Promise<Reply>;
  /** Hears every push; returns the way to stop. */
  listen(listener: (name: string, value: unknown) => void): () => void;
  /**
   * Where a file that a person dropped lies on the disk, which main is told of first: it opens no file else. Empty for
   * one that the page made up.
   */
  pathOf(file: object): string;
}
