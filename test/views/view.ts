import type { Page } from '@playwright/test';
import type { RunningApp } from '../e2e/app.ts';
import type { Window } from '../e2e/window.ts';

/** One thing the window can look like: how to bring it there, and how to leave it for the next. */
export interface View {
  /** File name of its pictures; kebab-case. */
  readonly name: string;
  show(window: Window, running: RunningApp): Promise<void>;
  leave?(window: Window): Promise<void>;
}

export const pressEscape = async ({ page }: Window): Promise<void> => {
  await page.keyboard.press('Escape');
};

/** Runs a command of the palette by its title, as a person without a mouse would. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill(title);
  await page.getByRole('option', { name: title }).first().waitFor();
  await page.keyboard.press('Enter');
}
