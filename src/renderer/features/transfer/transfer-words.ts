import { formatBytes, formatCount, formatInteger } from '../../lib/format-number.ts';
import type { ExportPlan, TransferState } from '../../../shared/contract/schemas/transfer.ts';

/** "12,345 messages · about 4.2 MiB"; a filter that was not looked at to its end says "about" twice. */
export function planWords({ count, isExact, bytes }: ExportPlan): string {
  return `${isExact ? '' : 'about '}${formatCount(count, 'message')} · about ${formatBytes(bytes)}`;
}

const steps: Readonly<Record<TransferState['step'], string>> = {
  messages: 'Writing messages',
  index: 'Building the search index',
  checksum: 'Making the checksum',
};

export function stepWords(transfer: TransferState): string {
  if (transfer.kind === 'import') return 'Reading messages';
  return steps[transfer.step];
}

export const endTitles: Readonly<
  Record<TransferState['kind'], Readonly<Record<TransferState['phase'], string>>>
> = {
  export: { running: 'Exporting', done: 'Exported', cancelled: 'Export cancelled', failed: 'Export failed' },
  import: { running: 'Importing', done: 'Imported', cancelled: 'Import cancelled', failed: 'Import failed' },
};

/** What became of every message, each figure only when there is something to say. */
export function outcomeWords(transfer: TransferState): readonly string[] {
  const { kind, written, bytes, masked, leftOut, skipped } = transfer;
  const parts =
    kind === 'export'
      ? [
          `${formatCount(written, 'message')}, ${formatBytes(bytes)}`,
          masked > 0 ? `${formatCount(masked, 'value')} masked` : '',
          leftOut > 0 ? `${formatCount(leftOut, 'payload')} left out: no JSON to mask in` : '',
          skipped > 0 ? `${formatCount(skipped, 'message')} removed by retention meanwhile` : '',
        ]
      : [
          `${formatCount(written, 'new message')}`,
          skipped > 0 ? `${formatInteger(skipped)} were there already` : '',
          leftOut > 0 ? `${formatCount(leftOut, 'line')} left out: no message` : '',
        ];
  return parts.filter(Boolean);
}
