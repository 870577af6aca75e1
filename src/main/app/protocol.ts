/** Room `app`: everything about Electron itself: windows, menu, own scheme, permissions, start and end. */
import { readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import type { ProtocolResponse, Session } from 'electron';
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

/**
 * Serves the built window from `folder`, and nothing outside it. Electron's newer `handle` answers with a `Response`:
 * main would load a whole HTTP client before the first file and make a stream of each one, which every start would
 * wait for. Files are read at once: main is busy while the first ones are asked for, and read in turns of its loop each
 * of them would wait for several.
 */
export function serveWindow(session: Session, folder: string): void {
  session.protocol.registerBufferProtocol(applicationScheme, ({ url }, answer) => {
    answer(
      readBuilt(folder, new URL(url).pathname) ?? {
        statusCode: 404,
        headers: { 'content-type': 'text/plain' },
        data: Buffer.from('Not found'),
      },
    );
  });
}

/** Undefined when there is no such file among those of the window. */
function readBuilt(folder: string, pathname: string): ProtocolResponse | undefined {
  try {
    const path = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    const type = typeOf[extname(path)];
    if (!path.startsWith(folder + sep) || type === undefined) return undefined;
    return {
      data: readFileSync(path),
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    };
  } catch {
    return undefined;
  }
}
