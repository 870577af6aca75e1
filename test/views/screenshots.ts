/** `npm run screenshots -- [view …]`: a picture of every view, light and dark, narrow and wide, in ./screenshots. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningApp } from '../e2e/app.ts';
import { tour, viewNames } from './tour.ts';

/** Playwright's own pictures show a part only of a window that is zoomed. */
async function pictureOf({ app, window }: RunningApp): Promise<Buffer> {
  const zoomed = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.getZoomFactor() === 1) return undefined;
    return (await contents.capturePage()).toPNG().toString('base64');
  });
  return zoomed === undefined ? window.screenshot({ animations: 'disabled' }) : Buffer.from(zoomed, 'base64');
}

const folder = fileURLToPath(new URL('../../screenshots', import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !viewNames.includes(name));
if (unknown.length > 0) {
  console.error(`No such view: ${unknown.join(', ')}. There are: ${viewNames.join(', ')}.`);
  process.exit(2);
}
await mkdir(folder, { recursive: true });
let taken = 0;
await tour({
  widths: [1024, 1440, 1920],
  stopsAt: (name) => wanted.length === 0 || wanted.includes(name),
  failurePicture: join(folder, 'failed.png'),
  visit: async ({ view, theme, width, running }) => {
    await writeFile(join(folder, `${view.name}-${theme}-${width}.png`), await pictureOf(running));
    taken += 1;
  },
});
console.log(`${taken} pictures in ${folder}`);
