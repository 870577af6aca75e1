/** Table `setting`: the few wishes that belong to the history file itself. */
import { retentionSchema, type Retention } from '../../../../shared/contract/schemas/history.ts';
import type { WritableDb } from '../brands.ts';

const totalRetentionName = 'total-retention';
const unbounded: Retention = { maxCount: null, maxBytes: null, maxAgeMs: null };

/** Whether what a file holds under this name can be used; a name that is not known here is another version's. */
export function isSettingReadable(name: string, value: string): boolean {
  if (name !== totalRetentionName) return true;
  try {
    return retentionSchema.safeParse(JSON.parse(value)).success;
  } catch {
    return false;
  }
}

export function settingTable(db: WritableDb) {
  const select = db.prepare<[string], string>('select value from setting where name = ?').pluck();
  const upsert = db.prepare(
    'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  );
  return {
    /** Bounds over all streams together. */
    totalRetention: (): Retention => {
      const text = select.get(totalRetentionName);
      return text === undefined ? unbounded : retentionSchema.parse(JSON.parse(text));
    },
    setTotalRetention: (retention: Retention): void => {
      upsert.run(totalRetentionName, JSON.stringify(retentionSchema.parse(retention)));
    },
  };
}
