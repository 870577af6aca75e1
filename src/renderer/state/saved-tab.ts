import type { StreamPlace } from './stream-place.ts';
import type { TabSide } from './tab-side.ts';
import type { SessionPlan } from '../../shared/contract/schemas/session.ts';

/** A tab as it is kept over restarts. */
export interface SavedTab extends StreamPlace {
  readonly plan?: SessionPlan | undefined;
  /** What its table showed; empty or left out for all rows. */
  readonly filter?: string | undefined;
  readonly side?: TabSide | undefined;
  /** It was the one in front of its group. */
  readonly isFront?: boolean | undefined;
}
