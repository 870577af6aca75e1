/** What features/retention owns: how much of a stream's history is kept on this machine. This file: the form for it. */
import type { Retention, StreamHistory } from '../../../shared/contract/schemas/history.ts';
import { OptionalNumber } from '../../ui/controls/optional-number.svelte.ts';

export type KeepMode = 'everything' | 'bounded' | 'nothing';
export type BytesUnit = 'MiB' | 'GiB';
export type AgeUnit = 'hours' | 'days';

const bytesOf: Readonly<Record<BytesUnit, number>> = { MiB: 2 ** 20, GiB: 2 ** 30 };
const msOf: Readonly<Record<AgeUnit, number>> = { hours: 3_600_000, days: 86_400_000 };

const countBounds = { min: 1, max: 1_000_000_000_000, integer: true };
const sizeBounds = { min: 0.1, max: 1_000_000, integer: false };
const ageBounds = { min: 0.1, max: 100_000, integer: false };

/** What stands in the dialog. An empty field does not bind. */
export class KeepForm {
  mode = $state<KeepMode>('everything');
  bytesUnit = $state<BytesUnit>('MiB');
  ageUnit = $state<AgeUnit>('days');
  readonly count: OptionalNumber;
  readonly size: OptionalNumber;
  readonly age: OptionalNumber;

  readonly retention: Retention = $derived.by(() => {
    if (this.mode !== 'bounded') return { maxCount: null, maxBytes: null, maxAgeMs: null };
    const { count, size, age } = this;
    return {
      maxCount: count.value,
      maxBytes: size.value === null ? null : Math.round(size.value * bytesOf[this.bytesUnit]),
      maxAgeMs: age.value === null ? null : Math.round(age.value * msOf[this.ageUnit]),
    };
  });
  readonly isStored = $derived(this.mode !== 'nothing');
  /** Why it cannot be saved. Bounds that bind nothing mean "everything", which is a choice of its own. */
  readonly problem: string | undefined = $derived.by(() => {
    if (this.mode !== 'bounded') return undefined;
    const isAnyWrong = [this.count, this.size, this.age].some(({ problem }) => problem !== undefined);
    if (isAnyWrong) return 'Mend the bound that is marked.';
    const isUnbound = Object.values(this.retention).every((bound) => bound === null);
    return isUnbound ? 'Set at least one bound.' : undefined;
  });

  constructor({ isStored, retention }: Pick<StreamHistory, 'isStored' | 'retention'>) {
    const { maxCount, maxBytes, maxAgeMs } = retention;
    const isBounded = maxCount !== null || maxBytes !== null || maxAgeMs !== null;
    this.mode = !isStored ? 'nothing' : isBounded ? 'bounded' : 'everything';
    this.bytesUnit = maxBytes !== null && maxBytes % bytesOf.GiB === 0 ? 'GiB' : 'MiB';
    this.ageUnit = maxAgeMs !== null && maxAgeMs % msOf.days !== 0 ? 'hours' : 'days';
    this.count = new OptionalNumber(countBounds, maxCount);
    this.size = new OptionalNumber(sizeBounds, maxBytes === null ? null : maxBytes / bytesOf[this.bytesUnit]);
    this.age = new OptionalNumber(ageBounds, maxAgeMs === null ? null : maxAgeMs / msOf[this.ageUnit]);
  }
}
