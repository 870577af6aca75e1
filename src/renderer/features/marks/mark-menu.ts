import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import Bookmark from '@lucide/svelte/icons/bookmark';
import { formatCount } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { MessageRow } from '../../state/message-rows.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { editMark, toggleMarks } from './mark-actions.ts';
import { readOnlyWords } from './mark-words.ts';

/** Marking, for the menu of a message. */
export function markMenu(app: AppState, tab: Tab, row: MessageRow): readonly MenuEntry[] {
  const mark = app.marks.of(row.streamId).bySeq.get(row.seq);
  const isReadOnly = app.captures.holds(row.streamId);
  const title = isReadOnly ? readOnlyWords : undefined;
  const many = tab.selection.count > 1 ? ` ${formatCount(tab.selection.count, 'message')}` : '';
  return [
    {
      kind: 'action',
      label: many === '' && mark !== undefined ? 'Remove the mark' : `Mark${many}`,
      icon: Bookmark,
      keys: app.commands.keyOf('mark.toggle'),
      disabled: isReadOnly,
      title,
      onselect: () => {
        void toggleMarks(app, tab);
      },
    },
    {
      kind: 'action',
      label: mark === undefined || mark.comment === '' ? 'Comment…' : 'Edit the comment…',
      icon: MessageSquareText,
      keys: app.commands.keyOf('mark.comment'),
      disabled: isReadOnly,
      title,
      onselect: () => {
        editMark(app, row.streamId, row.seq);
      },
    },
  ];
}
