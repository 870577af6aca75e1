/** Which commands fit what was typed, best first. Letters in order, words and starts of words before scattered letters. */

import type { CommandItem } from './command-item.ts';

/** At most this many are shown; whoever needs the 51st types one more letter. */
export const MAX_SHOWN_COMMANDS = 50;

const WORD_START = /[\s/:._-]/;

/** 0 when the letters of the query are not all there in order, else higher is better. */
export const scoreText = (text: string, query: string): number => {
  const hay = text.toLowerCase();
  const needle = query.toLowerCase().trim();
  if (needle === '') return 1;
  const whole = hay.indexOf(needle);
  if (whole >= 0) {
    const atStart = whole === 0 || WORD_START.test(hay.charAt(whole - 1));
    return (whole === 0 ? 1000 : atStart ? 800 : 500) - Math.min(200, hay.length - needle.length);
  }
  let score = 0;
  let from = 0;
  for (const letter of needle) {
    if (letter === ' ') continue;
    const found = hay.indexOf(letter, from);
    if (found < 0) return 0;
    const startsWord = found === 0 || WORD_START.test(hay.charAt(found - 1));
    score += startsWord ? 8 : found === from ? 4 : 1;
    from = found + letter.length;
  }
  return score;
};

/** The items that fit, best first; equal ones keep their order. An empty query keeps all, in order. */
export const rankCommands = (items: readonly CommandItem[], query: string): readonly CommandItem[] => {
  if (query.trim() === '') return items.slice(0, MAX_SHOWN_COMMANDS);
  const scored: { readonly item: CommandItem; readonly score: number }[] = [];
  for (const item of items) {
    let score = scoreText(item.label, query);
    for (const word of item.keywords ?? []) score = Math.max(score, scoreText(word, query) * 0.8);
    if (item.detail !== undefined)
      score = Math.max(score, scoreText(`${item.label} ${item.detail}`, query) * 0.6);
    if (score > 0) scored.push({ item, score });
  }
  scored.sort((a, b) => b.score - a.score);
  return scored.slice(0, MAX_SHOWN_COMMANDS).map(({ item }) => item);
};

/** Items under their headings; headings in the order of their best item. */
export const groupCommands = (
  items: readonly CommandItem[],
): readonly { readonly heading: string; readonly items: readonly CommandItem[] }[] => {
  const groups = new Map<string, CommandItem[]>();
  for (const item of items) {
    const group = groups.get(item.group);
    if (group === undefined) groups.set(item.group, [item]);
    else group.push(item);
  }
  return [...groups].map(([heading, members]) => ({ heading, items: members }));
};
