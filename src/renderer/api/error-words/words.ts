/** What the words of an error are made of. */

/** `waiting` mends itself; `act` needs the person; `defect` should be reported. */
export type Severity = 'waiting' | 'act' | 'defect';

export interface ErrorWords {
  /** A few words, no full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** What it means for messages and history. */
  readonly effect: string;
  /** The one thing to do, as a sentence. */
  readonly action: string;
}

export const nothingSent = 'Nothing was sent. Stored messages are unaffected.';
export const historySafe = 'Stored messages are unaffected.';
export const resumes = 'Stored messages are unaffected; receiving goes on where it stopped.';
export const notConnected = 'No message can be received until this is mended. History stays readable.';

export function words(title: string, severity: Severity, effect: string, action: string): ErrorWords {
  return { title, severity, effect, action };
}
