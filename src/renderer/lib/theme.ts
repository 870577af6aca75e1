/** Theme and density as attributes of the root element; "system" follows the system while it is chosen. */

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';
export type Density = 'compact' | 'cosy' | 'comfortable';

export type MotionChoice = 'system' | 'reduced' | 'full';

/** The part of a MediaQueryList that is used. */
export interface MediaQuery {
  readonly matches: boolean;
  addEventListener(type: 'change', listener: () => void): void;
  removeEventListener(type: 'change', listener: () => void): void;
}

export const resolveTheme = (choice: ThemeChoice, systemIsDark: boolean): Theme =>
  choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;

/** Puts the theme on the root element and keeps it true to the system until stopped. */
export const applyTheme = (
  root: HTMLElement,
  choice: ThemeChoice,
  darkQuery: MediaQuery = window.matchMedia('(prefers-color-scheme: dark)'),
): { stop(): void } => {
  const apply = (): void => {
    root.dataset['theme'] = resolveTheme(choice, darkQuery.matches);
  };
  apply();
  darkQuery.addEventListener('change', apply);
  return { stop: () => darkQuery.removeEventListener('change', apply) };
};

export const applyDensity = (root: HTMLElement, density: Density): void => {
  root.dataset['density'] = density;
};

/** Says on the root element whether movement is wanted; base.css and every component that moves go by it. */
export const applyMotion = (
  root: HTMLElement,
  choice: MotionChoice,
  calmQuery: MediaQuery = window.matchMedia('(prefers-reduced-motion: reduce)'),
): { stop(): void } => {
  const apply = (): void => {
    const isReduced = choice === 'reduced' || (choice === 'system' && calmQuery.matches);
    root.dataset['motion'] = isReduced ? 'reduced' : 'full';
  };
  apply();
  calmQuery.addEventListener('change', apply);
  return { stop: () => calmQuery.removeEventListener('change', apply) };
};
