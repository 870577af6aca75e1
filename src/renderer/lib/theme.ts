/** Theme and density as attributes of the root element; "system" follows the system while it is chosen. */

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';
export type Density = 'compact' | 'cosy' | 'comfortable';

/** The part of a MediaQueryList that is used. */
export interface DarkQuery {
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
  darkQuery: DarkQuery = window.matchMedia('(prefers-color-scheme: dark)'),
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
