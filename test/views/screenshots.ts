/** `npm run screenshots -- [view …]`: a picture of every view, light and dark, narrow and wide, in ./screenshots. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tour, viewNames } from './tour.ts';

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
  visit: async ({ view, theme, width, window }) => {
    const path = join(folder, `${view.name}-${theme}-${width}.png`);
    await window.page.screenshot({ path, animations: 'disabled' });
    taken += 1;
  },
});
console.log(`${taken} pictures in ${folder}`);
