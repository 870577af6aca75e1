import { acknowledgeTimeOut } from './acknowledge-time-out.ts';
import { exclusive } from './exclusive.ts';
import { failover } from './failover.ts';
import { flowWindow } from './flow-window.ts';
import { flowWindowLimit } from './flow-window-limit.ts';
import { keyShared } from './key-shared.ts';
import { malformedCommands } from './malformed-commands.ts';
import { messageFields } from './message-fields.ts';
import { negativeAcknowledge } from './negative-acknowledge.ts';
import { parameters } from './parameters.ts';
import { produceReceiveAcknowledge } from './produce-receive-acknowledge.ts';
import { producerErrors } from './producer-errors.ts';
import { pullMode } from './pull-mode.ts';
import { reader } from './reader.ts';
import { readerOnNothing } from './reader-on-nothing.ts';
import type { Scenario } from './scenario.ts';
import { shared } from './shared.ts';

/** The one suite that every server is driven through. */
export const allScenarios: readonly Scenario[] = [
  produceReceiveAcknowledge,
  messageFields,
  producerErrors,
  flowWindow,
  flowWindowLimit,
  pullMode,
  negativeAcknowledge,
  acknowledgeTimeOut,
  exclusive,
  failover,
  shared,
  keyShared,
  reader,
  readerOnNothing,
  parameters,
  malformedCommands,
];
