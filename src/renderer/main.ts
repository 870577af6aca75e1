import './styles/all.css';
import { mount } from 'svelte';
import { z } from 'zod';
import App from './App.svelte';
import { createClient } from './api/client.ts';
import { announceAnswer, announceError } from './features/notices/announce.ts';
import { afterPaint } from './lib/after-paint.ts';
import { AppState } from './state/app-state.svelte.ts';
import { windowTimers } from './state/timers.ts';
import type { Transport } from '../shared/contract/transport.ts';

declare global {
  interface Window {
    /** Laid by preload; missing only when this page is opened outside Streamscope. */
    readonly streamscope?: Transport;
  }
}

// The content security policy forbids code made from text, so zod must not try to compile its checks.
z.config({ jitless: true });

const { streamscope } = window;
if (streamscope === undefined) {
  document.body.textContent = 'This page belongs to Streamscope and works only in its window.';
} else {
  const query = new URLSearchParams(location.search);
  const app = new AppState({
    client: createClient(streamscope),
    timers: windowTimers,
    createId: () => crypto.randomUUID(),
    furtherKey: query.get('further') ?? undefined,
    tabToken: query.get('tab') ?? undefined,
    isPageVisible: () => document.visibilityState === 'visible',
    afterPaint,
    report: announceError,
    answered: announceAnswer,
  });
  mount(App, { target: document.body, props: { app } });
}
