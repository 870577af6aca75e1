/** The two groups that tabs stand in. While the right one is empty the left one has the whole width. */
export const tabSides = ['left', 'right'] as const;
export type TabSide = (typeof tabSides)[number];

export function otherSide(side: TabSide): TabSide {
  return side === 'left' ? 'right' : 'left';
}
