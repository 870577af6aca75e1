import { join } from 'node:path';
import { expect } from './patient-expect.ts';
import type { RunningApp } from '../e2e/app.ts';
import type { Window } from '../e2e/window.ts';
import { runCommand, type View } from './view.ts';

const dialog = ({ page }: Window) => page.getByRole('dialog');

/** Answers the system's file dialogs as a person would who always chooses this file. */
const choose = ({ app }: RunningApp, path: string): Promise<void> =>
  app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

/** From what an export asks to the capture that came of it. */
export const transferViews: readonly View[] = [
  {
    name: 'export-dialog',
    show: async (window, running) => {
      await choose(running, join(running.userData, 'incident.streamscope'));
      await window.tab(/orders.*observe/i).click();
      await window.row(1).click();
      await runCommand(window.page, 'Export messages…');
      await dialog(window).getByText('Mask fields').click();
      await dialog(window).getByRole('textbox', { name: 'Fields' }).fill('name, properties.region');
      await expect(dialog(window).getByRole('status', { name: 'Estimate' })).toContainText(/message/);
    },
  },
  {
    name: 'export-time-wrong',
    show: async (window) => {
      await dialog(window).getByText('Messages received in a time range').click();
      await dialog(window).getByRole('textbox', { name: /^From/ }).fill('yesterday');
    },
    leave: async (window) => {
      await dialog(window)
        .getByText(/^All .*stored message/)
        .click();
    },
  },
  {
    name: 'export-done',
    show: async (window) => {
      await dialog(window).getByRole('textbox', { name: /Note/ }).fill('Orders lost at noon');
      await dialog(window).getByRole('button', { name: 'Export…' }).click();
      await expect(dialog(window).getByRole('button', { name: 'Show in folder' })).toBeVisible();
    },
  },
  {
    name: 'capture-from-export',
    show: async (window) => {
      await dialog(window).getByRole('button', { name: 'Open it' }).click();
      await expect(window.page.getByText('checksum right')).toBeVisible();
      await window.row(0).click();
    },
    leave: async (window) => {
      await runCommand(window.page, 'Show stored history');
      await window.page.getByRole('button', { name: /^Close .*\.streamscope$/ }).click();
      await runCommand(window.page, 'Show streams');
    },
  },
];
