import { maxRowsPerPage, type MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { formatBytes, formatCount, formatInteger } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { PositionRange } from '../../state/row-selection.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import { showError } from '../../ui/overlays/toast.ts';
import { visibleColumns } from '../../ui/virtual-table/columns.ts';
import { copyWords, payloadText } from '../messages/message-actions.ts';
import { messageColumns } from '../messages/message-columns.ts';
import { timeNote, type TimeLook } from '../messages/time-words.ts';
import { messageJson } from './message-json.ts';
import { rowsAsText } from './row-text.ts';

/** Rows a clipboard is filled with; an export takes any number. */
export const mostRowsCopied = 10_000;
/** Whole messages, each of which is read by itself. */
export const mostMessagesCopied = 1_000;
/** Bytes of payloads held for the clipboard. */
const mostBytesCopied = 32 * 1024 * 1024;
/** Messages read at the same time. */
const readAtOnce = 8;

export type CopyForm = 'text' | 'json' | 'payload';

/** Copies what is selected; says so, or why not and what to do instead. */
export async function copySelection(app: AppState, tab: Tab, form: CopyForm, times: TimeLook): Promise<void> {
  const { selection, rows } = tab;
  if (rows === undefined || selection.isEmpty) return;
  const most = form === 'text' ? mostRowsCopied : mostMessagesCopied;
  if (selection.count > most) {
    refuse(`${formatInteger(selection.count)} rows are selected; at most ${formatInteger(most)} are copied.`);
    return;
  }
  try {
    const chosen = await rowsOf(tab, selection.ranges);
    const bytes = chosen.reduce((sum, { size }) => sum + size, 0);
    if (form !== 'text' && bytes > mostBytesCopied) {
      refuse(`The payloads have ${formatBytes(bytes)}; at most ${formatBytes(mostBytesCopied)} are copied.`);
      return;
    }
    const what = formatCount(chosen.length, form === 'text' ? 'row' : 'message');
    await copyWords(what, await textOf(app, tab, chosen, form, times));
  } catch (error) {
    app.report(error);
  }
}

function refuse(words: string): void {
  showError('Nothing was copied', { detail: `${words} Select fewer, or export them.` });
}

/** The chosen rows in order, read page by page. */
async function rowsOf({ rows }: Tab, ranges: readonly PositionRange[]): Promise<MessageRow[]> {
  const chosen: MessageRow[] = [];
  // The row before each page is read with it.
  const page = maxRowsPerPage - 1;
  for (const { first, last } of ranges)
    for (let from = first; from <= last; from += page)
      chosen.push(...((await rows?.rows(from, Math.min(page, last - from + 1))) ?? []));
  return chosen;
}

async function textOf(
  app: AppState,
  tab: Tab,
  rows: readonly MessageRow[],
  form: CopyForm,
  times: TimeLook,
): Promise<string> {
  if (form === 'text') {
    const note = timeNote({ ...times, nowMs: app.clock.nowMs });
    return rowsAsText(rows, visibleColumns(messageColumns(tab.view.columns, note)), times);
  }
  const messages = await messagesOf(app, rows);
  if (form === 'payload') return messages.map(({ payload }) => payloadText(payload)).join('\n');
  const texts = messages.map(messageJson);
  return texts.length === 1 ? (texts[0] ?? '') : `[\n${texts.join(',\n')}\n]`;
}

async function messagesOf(app: AppState, rows: readonly MessageRow[]): Promise<MessageDetail[]> {
  const messages: MessageDetail[] = [];
  for (let at = 0; at < rows.length; at += readAtOnce) {
    const reading = rows
      .slice(at, at + readAtOnce)
      .map(({ rowId }) => app.client.call('history.message', { rowId }));
    messages.push(...(await Promise.all(reading)));
  }
  return messages;
}
