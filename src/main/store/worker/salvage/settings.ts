/** The wishes that belong to a history file. Their keys are words, so they are read from both ends of the table. */
import { identitySetting } from '../history-identity.ts';
import { isSettingReadable } from '../queries/settings.ts';
import { throwIfNoRoom } from './inserts.ts';
import type { SalvageRun } from './run.ts';

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** A file has a handful; more of them is damage. */
const mostSettings = 1_000;

export function salvageSettings(salvage: SalvageRun): void {
  const { insert, tables, tally } = salvage;
  if (!tables.has('setting')) return;
  const known = new Set<string>();
  const readFrom = (direction: 'asc' | 'desc'): boolean => {
    try {
      const rows = salvage.damaged.prepare<[], Setting>(
        `select name, value from setting order by name ${direction} limit ${mostSettings}`,
      );
      for (const { name, value } of rows.iterate()) {
        // A file's name for itself stays with that file: messages have other numbers in this one.
        if (known.has(name) || name === identitySetting) continue;
        known.add(name);
        if (isSettingReadable(name, value) && insert('setting', { name, value })) tally.saved('setting');
        else tally.lost('setting');
      }
      return true;
    } catch (thrown) {
      throwIfNoRoom(thrown);
      return false;
    }
  };
  if (readFrom('asc')) return;
  tally.gap('setting');
  readFrom('desc');
}
