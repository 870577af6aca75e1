/** Going through the panes of the window by key: each is marked where it is drawn (`data-pane` is what the split panes call theirs). */

/** What a pane is there for, if it shows it now; else whatever in it takes the focus first. */
const mainWidget = ':is([role="tree"], [role="grid"], [role="log"])[tabindex="0"]';
const anyWidget = 'button, input, select, textarea, [tabindex="0"]';

/** Moves the focus to the next pane that can take it, round the end; from outside of all panes to the messages. */
export function focusPane(by: 1 | -1, page: Document = document): void {
  const panes = [...page.querySelectorAll<HTMLElement>('[data-focus-pane]')].filter((pane) =>
    pane.checkVisibility(),
  );
  const at = panes.findIndex((pane) => pane.contains(page.activeElement));
  const from = at >= 0 ? at : panes.findIndex((pane) => pane.dataset['focusPane'] === 'messages') - by;
  for (let step = 1; step <= panes.length; step += 1) {
    const pane = panes[(from + by * step + panes.length * (step + 1)) % panes.length];
    if (pane !== undefined && focusIn(pane)) return;
  }
}

/** Moves the focus into one pane, if it is on screen. */
export function focusPaneNamed(name: 'messages' | 'inspector', page: Document = document): void {
  const pane = page.querySelector<HTMLElement>(`[data-focus-pane="${name}"]`);
  if (pane?.checkVisibility() === true) focusIn(pane);
}

function focusIn(pane: HTMLElement): boolean {
  const widget = [mainWidget, anyWidget]
    .flatMap((selector) => [...pane.querySelectorAll<HTMLElement>(selector)])
    .find((element) => element.checkVisibility() && element.tabIndex >= 0 && !element.matches(':disabled'));
  widget?.focus();
  return widget !== undefined;
}
