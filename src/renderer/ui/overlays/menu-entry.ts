/** A menu as data. Menu and ContextMenu draw the same entries, and the command palette can list the actions. */

import type { Icon } from '../icon.ts';

export interface MenuAction {
  readonly kind: 'action';
  readonly label: string;
  readonly icon?: Icon | undefined;
  /** Shortcut text, shown only. */
  readonly keys?: string | undefined;
  /** Words at the right edge, e.g. a value. */
  readonly detail?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Why it is disabled or what it does: a tooltip. */
  readonly title?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly onselect: () => void;
}

export interface MenuCheck {
  readonly kind: 'check';
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean | undefined;
  readonly onchange: (checked: boolean) => void;
}

export interface MenuChoice {
  readonly kind: 'choice';
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onchange: (value: string) => void;
}

export interface MenuSubmenu {
  readonly kind: 'submenu';
  readonly label: string;
  readonly icon?: Icon | undefined;
  readonly entries: readonly MenuEntry[];
}

export type MenuEntry =
  | MenuAction
  | MenuCheck
  | MenuChoice
  | MenuSubmenu
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string };
