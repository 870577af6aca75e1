import { BrowserWindow, dialog, shell } from 'electron';
import type { FileDialogs, FileFilter } from '../export/file-dialogs.ts';

const filtersOf = ({ name, endings }: FileFilter) => [{ name, extensions: [...endings] }];

/** The system's own dialogs, over the window that is there. */
export function createFileDialogs(): FileDialogs {
  return {
    async chooseTarget(title, defaultPath, filter) {
      const options = { title, defaultPath, filters: filtersOf(filter) };
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      const { canceled, filePath } = await (window === undefined
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? null : filePath;
    },
    async chooseSource(title, filter) {
      const options = { title, filters: filtersOf(filter), properties: ['openFile' as const] };
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      const { canceled, filePaths } = await (window === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(window, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    reveal: (path) => {
      shell.showItemInFolder(path);
    },
  };
}
