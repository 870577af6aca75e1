import type { AppState } from '../../state/app-state.svelte.ts';
import { captureEnding } from '../../../shared/contract/schemas/capture.ts';
import { showError } from '../../ui/overlays/toast.ts';
import { importFile, openCapture } from './transfer-actions.ts';

const importEndings = ['jsonl', 'ndjson', 'csv', 'tsv'];
/** More at once is a slip of the hand: a folder's whole content chosen. */
export const mostDropped = 12;

const whatToDo = `Drop a .${captureEnding} file to open it, or .jsonl or .csv to import their messages.`;

/** Opens captures read-only and imports lines of messages; what is neither is refused in words. */
export async function takeDropped(app: AppState, files: readonly File[]): Promise<void> {
  if (files.length > mostDropped) {
    showError(`${files.length} files at once are too many`, {
      detail: `Nothing was opened. Drop ${mostDropped} at most.`,
    });
    return;
  }
  for (const file of files) await takeOne(app, file);
}

async function takeOne(app: AppState, file: File): Promise<void> {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const isCapture = ending === captureEnding;
  if (!isCapture && !importEndings.includes(ending)) {
    showError(`${file.name} holds no messages`, { detail: `It was not opened. ${whatToDo}` });
    return;
  }
  const path = app.client.pathOf(file);
  if (path === undefined) {
    showError(`${file.name} is no file on this disk`, {
      detail: `It was not opened. Save it first, then drop it from its folder.`,
    });
    return;
  }
  await (isCapture ? openCapture(app, path) : importFile(app, path));
}
