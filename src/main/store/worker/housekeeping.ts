/** The writer's work between requests: what bounds ask for first, then the space. */
import type { StoreNotice } from '../../../shared/contract/schemas/history.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Appender } from './appender.ts';
import type { WritableDb } from './brands.ts';
import { createIdleWork, type IdleWork } from './idle-work.ts';
import { createOldIndex } from './old-index.ts';
import type { Removal } from './removal.ts';
import { createRetention } from './retention.ts';
import { createSpaceKeeper } from './space.ts';
import { storeErrorOf } from './sqlite-errors.ts';

export interface HousekeepingOptions {
  readonly db: WritableDb;
  readonly appender: Appender;
  readonly removal: Removal;
  readonly clock: Clock;
  readonly notify: (notice: StoreNotice) => void;
  readonly onDamage: () => void;
  /** Messages were let go of. */
  readonly onChange: () => void;
}

export function createHousekeeping(options: HousekeepingOptions): IdleWork {
  const { db, appender, removal, clock } = options;
  const oldIndex = createOldIndex(db);
  const retention = createRetention(db, removal, clock.now);
  const space = createSpaceKeeper(db);
  let lastFailure: string | undefined;

  const slice = (): boolean => {
    if (changeHistory()) {
      options.onChange();
      return true;
    }
    return space.giveBack();
  };

  const changeHistory = (): boolean => {
    if (oldIndex.retire()) return true;
    const takenFrom = retention.enforce();
    if (takenFrom !== undefined) appender.forget(takenFrom);
    return takenFrom !== undefined || removal.sweep();
  };

  /** Told once, however often it is tried: nothing stored is touched by it. */
  const failed = (thrown: unknown): void => {
    const { code, message, detail = null } = storeErrorOf(thrown).toReport();
    if (code === 'STORE_DAMAGED') options.onDamage();
    if (lastFailure === code) return;
    lastFailure = code;
    options.notify({ at: clock.now(), severity: 'warning', code, message, detail });
  };

  return createIdleWork(slice, clock, failed);
}
