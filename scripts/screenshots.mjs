// npm run screenshots: pictures of every view of the real window; arguments name the views, none for all.
import { runInSession } from './process/run-in-session.mjs';

process.exitCode = await runInSession(['test/views/screenshots.ts', ...process.argv.slice(2)]);
