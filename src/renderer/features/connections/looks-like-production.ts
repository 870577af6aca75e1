/**
 * What features/connections owns: profiles, their secrets and the staged test. This file: whether a new profile should
 * start guarded, because its name or host reads like production.
 */
export function looksLikeProduction(...words: readonly string[]): boolean {
  return words.some((word) => /(^|[^a-z])(prod|prd|production|live)([^a-z]|$)/i.test(word));
}
