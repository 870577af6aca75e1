/** What features/retention owns: how much of a stream's history is kept on this machine. This file: the form for it. */
import type { Retention, StreamHistory } from '../../../shared/contract/schemas/history.ts';

export type KeepMode = 'everything' | 'bounded' | 'nothing';
export type BytesUnit = 'MiB' | 'GiB';
export type AgeUnit = 'hours' | 'days';

const bytesOf: Readonly<Record<BytesUnit, number>> = { MiB: 2 ** 20, GiB: 2 ** 30 };
const msOf: Readonly<Record<AgeUnit, number>> = { hours: 3_600_000, days: 86_400_000 };

/** What stands in the dialog. An empty field does not bind. */
export class KeepForm {
  mode = $state<KeepMode>('everything');
  maxCount = $state<number | null>(null);
  maxBytes = $state<number | null>(null);
  bytesUnit = $state<BytesUnit>('MiB');
  maxAge = $state<number | null>(null);
  ageUnit = $state<AgeUnit>('days');

  readonly retention: Retention = $derived.by(() => {
    if (this.mode !== 'bounded') return { maxCount: null, maxBytes: null, maxAgeMs: null };
    const { maxCount, maxBytes, maxAge } = this;
    return {
      maxCount,
      maxBytes: maxBytes === null ? null : Math.round(maxBytes * bytesOf[this.bytesUnit]),
      maxAgeMs: maxAge === null ? null : Math.round(maxAge * msOf[this.ageUnit]),
    };
  });
  readonly isStored = $derived(this.mode !== 'nothing');
  /** Why it cannot be saved; bounds that bind nothing mean "everything", which has a choice of its own. */
  readonly problem = $derived(
    this.mode === 'bounded' && Object.values(this.retention).every((bound) => bound === null)
      ? 'Set at least one bound.'
      : undefined,
  );

  constructor({ isStored, retention }: Pick<StreamHistory, 'isStored' | 'retention'>) {
    const { maxCount, maxBytes, maxAgeMs } = retention;
    const isBounded = maxCount !== null || maxBytes !== null || maxAgeMs !== null;
    this.mode = !isStored ? 'nothing' : isBounded ? 'bounded' : 'everything';
    this.maxCount = maxCount;
    this.bytesUnit = maxBytes !== null && maxBytes % bytesOf.GiB === 0 ? 'GiB' : 'MiB';
    this.maxBytes = maxBytes === null ? null : maxBytes / bytesOf[this.bytesUnit];
    this.ageUnit = maxAgeMs !== null && maxAgeMs % msOf.days !== 0 ? 'hours' : 'days';
    this.maxAge = maxAgeMs === null ? null : maxAgeMs / msOf[this.ageUnit];
  }
}
