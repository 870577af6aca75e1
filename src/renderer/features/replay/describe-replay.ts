/** What features/replay owns: sending stored messages again. This file: its states and paces in words. */
import type { ReplayState, ReplayTiming } from '../../../shared/contract/schemas/replay.ts';
import { formatDecimal } from '../../lib/format-number.ts';

interface PhaseLook {
  readonly label: string;
  readonly tone: 'neutral' | 'accent' | 'ok' | 'doubtful' | 'bad';
  readonly bar: 'accent' | 'ok' | 'doubtful' | 'bad';
}

export const phaseLooks: Readonly<Record<ReplayState['phase'], PhaseLook>> = {
  running: { label: 'running', tone: 'accent', bar: 'accent' },
  paused: { label: 'paused', tone: 'doubtful', bar: 'doubtful' },
  done: { label: 'done', tone: 'ok', bar: 'ok' },
  cancelled: { label: 'cancelled', tone: 'neutral', bar: 'doubtful' },
  failed: { label: 'failed', tone: 'bad', bar: 'bad' },
  interrupted: { label: 'interrupted', tone: 'doubtful', bar: 'doubtful' },
};

export function describeTiming(timing: ReplayTiming): string {
  switch (timing.kind) {
    case 'original':
      return timing.factor === 1 ? 'at the original pace' : `at ${timing.factor} × the original pace`;
    case 'rate':
      return `at ${formatDecimal(timing.perSecond)}/s`;
    case 'fastest':
      return 'as fast as receipts come';
  }
}
