import { screen } from 'electron';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import type { JsonFile } from '../settings/json-file.ts';

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximised: z.boolean(),
});

export type WindowState = z.infer<typeof stateSchema>;

/** Where the window was last time, or undefined when that place is on no screen any more. */
export async function readWindowState(file: JsonFile): Promise<WindowState | undefined> {
  const content = await file.read();
  const state = stateSchema.safeParse(content.state === 'read' ? content.value : undefined);
  if (!state.success) return undefined;
  return screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, state.data))
    ? state.data
    : undefined;
}

/** Remembers the place of the window when it closes. */
export function keepWindowState(window: BrowserWindow, file: JsonFile): void {
  window.on('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    // A window that is closing must not wait for, or fail on, a disk.
    file.write(state).catch(() => undefined);
  });
}

/** At least a hand's breadth of the title bar must be reachable. */
function overlaps(area: Rectangle, state: WindowState): boolean {
  const reach = 80;
  return (
    state.x + state.width > area.x + reach &&
    state.x < area.x + area.width - reach &&
    state.y >= area.y - reach &&
    state.y < area.y + area.height - reach
  );
}
