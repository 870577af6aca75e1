import { createContext } from 'svelte';
import type { AppState } from './app-state.svelte.ts';

/** The state of the window, set once by App.svelte and read wherever it is needed. */
export const [useApp, provideApp] = createContext<AppState>();
