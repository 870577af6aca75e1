import { StreamscopeError } from '../../../shared/contract/errors.ts';
import type { Mark } from '../../../shared/contract/schemas/mark.ts';
import type { SequenceRange } from '../../../shared/contract/schemas/replay.ts';
import { maxMarksAtOnce } from '../../../shared/domain/mark.ts';
import { maxSeq } from '../../../shared/domain/row-id.ts';
import { formatCount, formatInteger } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { PositionRange } from '../../state/row-selection.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import { showInfo } from '../../ui/overlays/toast.ts';
import { readOnlyWords } from './mark-words.ts';

/** Marks the chosen messages, or takes their marks away when all of them have one. */
export async function toggleMarks(app: AppState, tab: Tab): Promise<void> {
  const { rows, selection, focused } = tab;
  const chosen: readonly PositionRange[] =
    selection.isEmpty && focused !== undefined
      ? [{ first: focused.index, last: focused.index }]
      : selection.ranges;
  if (tellsReadOnly(app, rows?.streamId)) return;
  if (rows === undefined || chosen.length === 0) {
    showInfo('Choose a message to mark', { id: 'mark', durationMs: 2_000 });
    return;
  }
  try {
    await toggle(app, rows.streamId, seqsOf(await rows.sequences(limited(chosen))));
  } catch (error) {
    app.report(error);
  }
}

/** Marks one message, or takes its mark away; a comment is opened instead of being lost by a click. */
export async function toggleMark(app: AppState, streamId: number, seq: number): Promise<void> {
  if (tellsReadOnly(app, streamId)) return;
  if ((app.marks.of(streamId).bySeq.get(seq)?.comment ?? '') !== '') {
    editMark(app, streamId, seq);
    return;
  }
  try {
    await toggle(app, streamId, [seq]);
  } catch (error) {
    app.report(error);
  }
}

export function editMark(app: AppState, streamId: number, seq: number): void {
  app.dialogs.open({ kind: 'mark', streamId, seq });
}

/** Takes marks away; comments among them can be brought back. */
export async function removeMarks(app: AppState, streamId: number, marks: readonly Mark[]): Promise<void> {
  try {
    await app.marks.remove(
      streamId,
      marks.map(({ seq }) => seq),
    );
    offerUndo(app, streamId, marks);
  } catch (error) {
    app.report(error);
  }
}

/** Goes to the nearest marked message among the rows shown, round the end. */
export async function stepMark(app: AppState, tab: Tab, direction: 'next' | 'previous'): Promise<void> {
  const { rows } = tab;
  if (rows === undefined) return;
  const edge = direction === 'next' ? 0 : maxSeq;
  try {
    const from = tab.focused?.row?.seq ?? edge;
    const near = (await rows.markNear(from, direction)) ?? (await rows.markNear(edge, direction));
    if (near === undefined) {
      showInfo(tab.filter?.rows === undefined ? 'No message is marked' : 'No message shown is marked', {
        id: 'mark',
        detail: `Choose some and mark them (${app.commands.keyOf('mark.toggle') ?? 'from their menu'}).`,
      });
      return;
    }
    const isPastEnd = direction === 'next' ? near.seq <= from : near.seq >= from;
    if (isPastEnd && from !== edge)
      showInfo(direction === 'next' ? 'On from the first mark' : 'On from the last mark', {
        id: 'mark',
        durationMs: 1_500,
      });
    tab.show(near.position);
  } catch (error) {
    app.report(error);
  }
}

/** Brings a marked message into sight, among all rows if a filter hides it. */
export async function goToMark(app: AppState, tab: Tab, { seq, isStored }: Mark): Promise<void> {
  if (!isStored) return;
  try {
    const position = await tab.rows?.positionOf(seq);
    if (position === undefined) tab.reveal(seq);
    else tab.show(position);
  } catch (error) {
    app.report(error);
  }
}

async function toggle(app: AppState, streamId: number, seqs: readonly number[]): Promise<void> {
  offerUndo(app, streamId, await app.marks.toggle(streamId, seqs));
}

function offerUndo(app: AppState, streamId: number, removed: readonly Mark[]): void {
  const comments = removed.filter(({ comment }) => comment !== '').length;
  if (comments === 0) return;
  showInfo(`${formatCount(comments, 'comment')} removed`, {
    durationMs: 10_000,
    action: {
      label: 'Undo',
      run: () => {
        app.marks
          .set(
            streamId,
            removed.map(({ seq, colour, comment }) => ({ seq, colour, comment })),
          )
          .catch(app.report);
      },
    },
  });
}

function tellsReadOnly(app: AppState, streamId: number | undefined): boolean {
  const isReadOnly = app.captures.holds(streamId);
  if (isReadOnly) showInfo(readOnlyWords, { id: 'mark' });
  return isReadOnly;
}

function limited(ranges: readonly PositionRange[]): readonly PositionRange[] {
  const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (count <= maxMarksAtOnce) return ranges;
  throw new StreamscopeError(
    'INPUT_INVALID',
    `${formatInteger(count)} messages are chosen; at most ${formatInteger(maxMarksAtOnce)} can be marked at once.`,
  );
}

function seqsOf(ranges: readonly SequenceRange[]): readonly number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
}
