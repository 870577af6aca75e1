import type { AppState } from '../../state/app-state.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { TimeLook } from './time-words.ts';

/** How the table of a tab tells times. The clock is read only where ages are shown: it changes every second. */
export function timeLook(app: AppState, { view }: Tab): TimeLook {
  const { timeDisplay: display, reference } = view;
  const nowMs = display === 'ago' ? app.clock.nowMs : 0;
  const zone = app.preferences.value.timeZone;
  return { zone, display, reference, nowMs, today: app.clock.today(zone) };
}
