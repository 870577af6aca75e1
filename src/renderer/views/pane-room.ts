/** How the panes of the window share its room: none may become too narrow to read. Lengths in px. */

export const railWidth = 48;
export const leastPanel = 200;
export const leastInspector = 300;
/** Of one group of tabs beside the inspector. */
const leastGroup = 260;
/** The height from which there is room for an inspector below a single group. */
const tallEnough = 560;

/** A width as per cent, as the split panes want it; two panes that are both too narrow share what there is. */
export const share = (px: number, of: number): number => Math.min(48, (px / Math.max(480, of)) * 100);

/** Below this width a side panel leaves too little for the messages: a zoomed window, mostly. */
const leastBesidePanel = 640;

export const hasRoomForPanel = (width: number): boolean => width >= leastBesidePanel;

export interface WindowRoom {
  readonly width: number;
  readonly isPanelOpen: boolean;
  /** Per cent of what is left beside the rail. */
  readonly panelSize: number;
}

/** What is left beside rail and side panel. */
export function restWidth({ width, isPanelOpen, panelSize }: WindowRoom): number {
  const beside = width - railWidth;
  const panel = Math.max(share(leastPanel, beside), panelSize) / 100;
  return isPanelOpen ? beside * (1 - panel) : beside;
}

export interface RestRoom {
  readonly rest: number;
  readonly height: number;
  /** Of tabs, side by side. */
  readonly groups: number;
}

/** Whether the inspector goes under the messages, for beside it they would be too narrow. */
export function standsBelow({ rest, height, groups }: RestRoom): boolean {
  const isTooNarrow = rest - leastInspector < groups * leastGroup;
  return isTooNarrow && (groups > 1 || height >= tallEnough);
}
