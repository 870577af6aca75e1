/** What features/transfer owns: messages on their way into files and back, and open captures. This file: the form. */
import { formatDate, formatTime, type TimeZoneChoice } from '../../lib/format-time.ts';
import type { ExportDialogRequest } from '../../state/dialogs.svelte.ts';
import {
  mostMaskedFields,
  type ExportFormat,
  type ExportRequest,
  type ExportScope,
  type Masking,
} from '../../../shared/contract/schemas/transfer.ts';
import { parseInstant } from './parse-instant.ts';

export type ScopeKind = ExportScope['kind'];

/** Before the newest message: where an incident usually is. */
const usualRangeMs = 15 * 60_000;

/** What stands in the export dialog. */
export class ExportForm {
  scopeKind = $state<ScopeKind>('stream');
  format = $state<ExportFormat>('capture');
  from = $state('');
  to = $state('');
  masks = $state(false);
  fieldsText = $state('');
  method = $state<Masking['method']>('token');
  leavesOut = $state(true);
  note = $state('');
  readonly #about: ExportDialogRequest;
  readonly #zone: TimeZoneChoice;

  readonly fromProblem = $derived.by(() => this.#timeProblem(this.from));
  readonly toProblem = $derived.by(() => this.#timeProblem(this.to));
  readonly fields = $derived(
    this.fieldsText
      .split(/[,\n]/)
      .map((field) => field.trim())
      .filter(Boolean),
  );
  readonly fieldsProblem = $derived.by(() => {
    if (this.fields.length > mostMaskedFields) return `Name ${mostMaskedFields} fields at most.`;
    return this.fields.some((field) => field.length > 400) ? 'A field’s name is too long.' : undefined;
  });
  readonly request: ExportRequest | undefined = $derived.by(() => {
    const scope = this.#scope();
    if (scope === undefined || this.fieldsProblem !== undefined) return undefined;
    if (this.masks && this.fields.length === 0) return undefined;
    const { format, note, method, fields } = this;
    const masking: Masking | null = this.masks
      ? { fields, method, otherPayloads: this.leavesOut ? 'leave-out' : 'keep' }
      : null;
    return { scope, format, masking, note: format === 'capture' ? note : '' };
  });

  /** @param newestAt when the newest message was received, if there is one */
  constructor(about: ExportDialogRequest, newestAt: number | null, zone: TimeZoneChoice) {
    this.#about = about;
    this.#zone = zone;
    if (about.selection !== undefined) this.scopeKind = 'ranges';
    else if (about.filter !== undefined) this.scopeKind = 'filter';
    if (newestAt !== null) {
      const written = (at: number): string => `${formatDate(at, zone)} ${formatTime(at, zone)}`;
      this.from = written(newestAt - usualRangeMs);
      this.to = written(newestAt);
    }
  }

  #timeProblem(text: string): string | undefined {
    // An empty field is not wrong yet; there is just nothing to export by.
    if (this.scopeKind !== 'time' || text.trim() === '') return undefined;
    return parseInstant(text, this.#zone) === undefined ? 'Write it like 2026-11-26 14:02:00' : undefined;
  }

  #scope(): ExportScope | undefined {
    const { streamId, selection, filter } = this.#about;
    switch (this.scopeKind) {
      case 'stream':
        return { kind: 'stream', streamId };
      case 'ranges':
        return selection && { kind: 'ranges', streamId, ranges: [...selection.ranges] };
      case 'filter':
        return filter === undefined ? undefined : { kind: 'filter', streamId, filter };
      case 'time': {
        const from = parseInstant(this.from, this.#zone);
        const to = parseInstant(this.to, this.#zone);
        return from === undefined || to === undefined ? undefined : { kind: 'time', streamId, from, to };
      }
    }
  }
}
