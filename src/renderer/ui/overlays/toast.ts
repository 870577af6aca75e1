/** Short news at the edge of the window. Never the only place an error stands, and never for what must be decided. */

import { toast } from 'svelte-sonner';

export interface ToastWords {
  /** A second line: effect on the data, or what to do. */
  readonly detail?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** How long it stays; Infinity until closed. */
  readonly durationMs?: number | undefined;
  /** A toast with the id of one in sight replaces it, where that stands. */
  readonly id?: string | undefined;
}

const DEFAULT_DURATION_MS = 5000;
/** Errors stay until they are closed: whoever looked away must still find them. */
const ERROR_DURATION_MS = Number.POSITIVE_INFINITY;

/** By the id they were shown with; as many as there are kinds of errors. */
const errorsInSight = new Map<string, number | string>();

const options = (words: ToastWords, durationMs: number) => ({
  duration: words.durationMs ?? durationMs,
  ...(words.detail === undefined ? {} : { description: words.detail }),
  ...(words.id === undefined ? {} : { id: words.id }),
  ...(words.action === undefined ? {} : { action: { label: words.action.label, onClick: words.action.run } }),
});

export const showInfo = (title: string, words: ToastWords = {}): void => {
  toast(title, options(words, DEFAULT_DURATION_MS));
};

export const showSuccess = (title: string, words: ToastWords = {}): void => {
  toast.success(title, options(words, DEFAULT_DURATION_MS));
};

export const showWarning = (title: string, words: ToastWords = {}): void => {
  toast.warning(title, options(words, DEFAULT_DURATION_MS * 2));
};

/** The newest error is in front: one of the same id goes, and this one comes as a new one. */
export const showError = (title: string, { id, ...words }: ToastWords = {}): void => {
  const before = id === undefined ? undefined : errorsInSight.get(id);
  if (before !== undefined) toast.dismiss(before);
  const shown = toast.error(title, options(words, ERROR_DURATION_MS));
  if (id !== undefined) errorsInSight.set(id, shown);
};

export const dismissToast = (id: string): void => {
  toast.dismiss(id);
};
