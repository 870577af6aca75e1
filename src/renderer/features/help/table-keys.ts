/** Keys that belong to the table of messages itself rather than to a command; they cannot be bound anew. */
export const tableKeys: readonly { readonly title: string; readonly keys: readonly string[] }[] = [
  { title: 'Move by row', keys: ['Up', 'Down', 'k', 'j'] },
  { title: 'Move by page', keys: ['PageUp', 'PageDown'] },
  { title: 'First row', keys: ['g', 'Home'] },
  { title: 'Last row, and follow', keys: ['Shift+G', 'End'] },
  { title: 'Extend the selection', keys: ['Shift+Up', 'Shift+Down'] },
  { title: 'Select all', keys: ['Mod+A'] },
  { title: 'Inspect', keys: ['Enter'] },
];
