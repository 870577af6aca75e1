/** The platform whose key names are shown. Asked of the browser once per component, never stored for the page. */

import { detectPlatform, type Platform } from '../lib/keyboard.ts';

export const currentPlatform = (): Platform => detectPlatform(navigator.platform);
