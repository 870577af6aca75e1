import type { WebFrameMain } from 'electron';
import { applicationOrigin } from '../app/protocol.ts';

/** Only the top frame of our own page may speak: not an iframe, not a page that was navigated to. */
export function isTrustedSender(frame: WebFrameMain | null): boolean {
  if (frame === null || frame.parent !== null) return false;
  try {
    return new URL(frame.url).origin === applicationOrigin || frame.url.startsWith(`${applicationOrigin}/`);
  } catch {
    return false;
  }
}
