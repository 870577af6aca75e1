import type { ReplayTiming } from '../../../shared/contract/schemas/replay.ts';

/** How replayed messages are paced, and where they go. */
export class ReplayForm {
  target = $state('');
  timing = $state<ReplayTiming['kind']>('original');
  factor = $state<number | null>(1);
  perSecond = $state<number | null>(10);
  marks = $state(true);

  readonly plan: ReplayTiming | undefined = $derived.by(() => {
    if (this.timing === 'fastest') return { kind: 'fastest' };
    if (this.timing === 'rate')
      return this.perSecond === null ? undefined : { kind: 'rate', perSecond: this.perSecond };
    return this.factor === null ? undefined : { kind: 'original', factor: this.factor };
  });
}
