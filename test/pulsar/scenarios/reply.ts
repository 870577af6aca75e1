import { shortWords } from './words.ts';

/** A producer's reply as it is recorded: `errorMsg` is for people, so it stands under `words`. */
export function replyOf(reply: unknown): unknown {
  if (reply === undefined) return 'none';
  if (typeof reply !== 'object' || reply === null) return reply;
  return Object.fromEntries(
    Object.entries(reply).map(([key, value]) =>
      key === 'errorMsg' ? ['words', shortWords(String(value))] : [key, value],
    ),
  );
}
