/**
 * What renderer/ui owns: the design system. Components here know tokens, keyboard and accessibility, and nothing of
 * streams, connections or application state: what they show comes in as props, what happens goes out as callbacks.
 * This file: the type of an icon, so that callers pass one by value (`import Search from '@lucide/svelte/icons/search'`).
 */
import type { LucideIcon } from '@lucide/svelte';

export type Icon = LucideIcon;
