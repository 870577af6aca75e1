/** Room `app`: everything about Electron itself: windows, menu, own scheme, permissions, start and end. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import type { Session } from 'electron';
import { contentSecurityPolicy } from './content-security-policy.ts';

export const applicationScheme = 'app';
export const applicationOrigin = `${applicationScheme}://streamscope`;

const typeOf: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

/** Must run before the app is ready: a standard, secure scheme, so that origin and CSP mean something. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: applicationScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built window from `folder`, and nothing outside it. */
export function serveWindow(session: Session, folder: string): void {
  session.protocol.handle(applicationScheme, async (request) => {
    const { pathname } = new URL(request.url);
    const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    const type = typeOf[extname(path)];
    if (!path.startsWith(folder + sep) || type === undefined)
      return new Response('Not found', { status: 404 });
    try {
      return new Response(await readFile(path), {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
