/** What a cell has around its content, px. */
const cellPadding = 14;

/** The width in which the title of a column and its cells in sight stand whole, px; 0 when there are none. */
export function fittingWidth(grid: HTMLElement, columnId: string): number {
  const cells = grid.querySelectorAll<HTMLElement>(
    `:is([role="gridcell"], [role="columnheader"])[data-column="${CSS.escape(columnId)}"]`,
  );
  const widest = Math.max(0, ...[...cells].map(contentWidth));
  return widest === 0 ? 0 : widest + cellPadding;
}

/** Of what stands in a cell, however wide the cell is: an edge can be pulled in by it, too. */
function contentWidth(cell: HTMLElement): number {
  const title = cell.querySelector('.title');
  if (title !== null) return title.scrollWidth;
  const range = document.createRange();
  range.selectNodeContents(cell);
  return Math.ceil(range.getBoundingClientRect().width);
}
