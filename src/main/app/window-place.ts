import { screen } from 'electron';
import type { BrowserWindow, Rectangle } from 'electron';
import type { WindowPlace } from '../settings/open-windows.ts';

/** px between a window and the next one over it. */
const cascade = 32;

export const placeOf = (window: BrowserWindow): WindowPlace => ({
  ...window.getNormalBounds(),
  maximised: window.isMaximized(),
});

export function placeBeside(window: BrowserWindow): WindowPlace {
  const { x, y, width, height } = window.getNormalBounds();
  return { x: x + cascade, y: y + cascade, width, height, maximised: false };
}

/** A screen may be gone since: at least a hand's breadth of the title bar must be reachable on one that is there. */
export function isReachable(place: WindowPlace): boolean {
  return screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, place));
}

function overlaps(area: Rectangle, place: WindowPlace): boolean {
  const reach = 80;
  return (
    place.x + place.width > area.x + reach &&
    place.x < area.x + area.width - reach &&
    place.y >= area.y - reach &&
    place.y < area.y + area.height - reach
  );
}
