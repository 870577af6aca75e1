/** Whether a TooltipProvider stands above: with one, moving from tooltip to tooltip skips the delay. */

import { getContext, setContext } from 'svelte';

const key = Symbol('tooltip-provider');

export const announceTooltipProvider = (): void => {
  setContext(key, true);
};

export const hasTooltipProvider = (): boolean => getContext(key) === true;
