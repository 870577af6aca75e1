import type { FuzzTarget } from '../fuzz-target.ts';
import { frameTargets } from './frame-targets.ts';
import { gdnTargets } from './gdn-targets.ts';
import { pulsarTargets } from './pulsar-targets.ts';
import { textTargets } from './text-targets.ts';

export const allTargets: readonly FuzzTarget[] = [
  ...frameTargets,
  ...textTargets,
  ...gdnTargets,
  ...pulsarTargets,
];
