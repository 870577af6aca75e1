/** How each mode is told apart from the others, everywhere: word, icon, and what it means in one line. */

import Archive from '@lucide/svelte/icons/archive';
import Eye from '@lucide/svelte/icons/eye';
import FileArchive from '@lucide/svelte/icons/file-archive';
import Plug from '@lucide/svelte/icons/plug';
import type { Icon } from '../icon.ts';

export type Mode = 'observe' | 'consume' | 'offline' | 'capture';

export interface ModeLook {
  readonly word: string;
  readonly icon: Icon;
  readonly title: string;
}

export const modeLooks: Readonly<Record<Mode, ModeLook>> = {
  observe: {
    word: 'Observe',
    icon: Eye,
    title: 'Observe: a reader; moves no cursor, acknowledges nothing',
  },
  consume: {
    word: 'Consume',
    icon: Plug,
    title: 'Consume: a durable subscription; messages are acknowledged by its policy',
  },
  offline: { word: 'Offline', icon: Archive, title: 'Offline: stored messages only, nothing on the wire' },
  capture: { word: 'Capture', icon: FileArchive, title: 'Capture: a file, opened read-only' },
};
