import type { Accounting } from '../../../shared/contract/schemas/session.ts';

export interface AccountingTerm {
  readonly name: 'stored' | 'redelivered' | 'refused' | 'pending';
  readonly words: string;
  readonly count: number;
}

const words: Readonly<Record<AccountingTerm['name'], string>> = {
  stored: 'stored',
  // Not all of them are the broker's redeliveries: another session may have had the message first.
  redelivered: 'already stored',
  refused: 'refused',
  pending: 'pending',
};

/** The right-hand side of `received =`: stored always, the others when there are any. Together they are what was received. */
export function accountingTerms(accounting: Accounting): readonly AccountingTerm[] {
  const others = (['redelivered', 'refused', 'pending'] as const)
    .map((name) => ({ name, words: words[name], count: accounting[name] }))
    .filter(({ count }) => count > 0);
  return [{ name: 'stored', words: words.stored, count: accounting.stored }, ...others];
}
