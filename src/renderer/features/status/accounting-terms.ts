import type { Accounting } from '../../../shared/contract/schemas/session.ts';

export interface AccountingTerm {
  readonly name: 'stored' | 'redelivered' | 'refused' | 'pending';
  readonly count: number;
}

/** The right-hand side of `received =`: stored always, the others when there are any. Together they are what was received. */
export function accountingTerms(accounting: Accounting): readonly AccountingTerm[] {
  const others = (['redelivered', 'refused', 'pending'] as const)
    .map((name) => ({ name, count: accounting[name] }))
    .filter(({ count }) => count > 0);
  return [{ name: 'stored', count: accounting.stored }, ...others];
}
