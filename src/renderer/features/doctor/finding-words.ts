/** What features/doctor owns: why a subscription stands still, on screen. This file: how bad it is, and on which number that rests. */
import CircleCheck from '@lucide/svelte/icons/circle-check';
import Info from '@lucide/svelte/icons/info';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Evidence, Severity } from '../../../shared/domain/diagnosis/finding.ts';
import { formatInteger, formatRate } from '../../lib/format-number.ts';
import { formatDurationShort } from '../../lib/format-time.ts';
import type { Icon } from '../../ui/icon.ts';

export const severityLooks: Readonly<Record<Severity, { readonly word: string; readonly icon: Icon }>> = {
  critical: { word: 'Stuck', icon: OctagonAlert },
  warning: { word: 'Warning', icon: TriangleAlert },
  note: { word: 'Note', icon: Info },
  healthy: { word: 'Healthy', icon: CircleCheck },
};

/** `msgBacklog 1,204 messages`: the statistic by the service's own name, so that it can be found there. */
export function evidenceWords({ name, value, unit }: Evidence): string {
  if (unit === 'milliseconds') return `${name} ${formatDurationShort(value)} ago`;
  if (unit === 'messages a second') return `${name} ${formatRate(value)}`;
  // What the service calls "consumers" needs no "consumers" after it.
  if (name.toLowerCase().endsWith(unit)) return `${name} ${formatInteger(value)}`;
  return `${name} ${formatInteger(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}
