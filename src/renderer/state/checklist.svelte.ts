import { untrack } from 'svelte';
import type { Preferences } from './preferences.svelte.ts';

export const checklistSteps = ['observe', 'filter', 'inspect', 'ack', 'publish', 'replay'] as const;
export type ChecklistStep = (typeof checklistSteps)[number];

/** What has really happened in this window, reactive: a step is done by doing it, on whichever stream. */
export type ChecklistFacts = Readonly<Record<ChecklistStep, () => boolean>>;

/** The first steps of a new person: which of them are done, kept over restarts, until the list is put away. */
export class Checklist {
  readonly done: readonly ChecklistStep[] = $derived.by(() =>
    checklistSteps.filter((step) => this.#preferences.value.checklist.includes(step)),
  );
  readonly isComplete = $derived(this.done.length === checklistSteps.length);
  readonly isDismissed = $derived.by(() => this.#preferences.value.isChecklistDismissed);
  readonly #preferences: Preferences;
  readonly #facts: ChecklistFacts;

  constructor(preferences: Preferences, facts: ChecklistFacts) {
    this.#preferences = preferences;
    this.#facts = facts;
  }

  /** Writes down what was done since. For an $effect. */
  learn(failed: (error: unknown) => void): void {
    const happened = checklistSteps.filter((step) => this.#facts[step]());
    const done = untrack(() => this.done);
    if (happened.every((step) => done.includes(step))) return;
    const checklist = checklistSteps.filter((step) => happened.includes(step) || done.includes(step));
    this.#preferences.change({ checklist }).catch(failed);
  }

  async dismiss(): Promise<void> {
    await this.#preferences.change({ isChecklistDismissed: true });
  }

  async show(): Promise<void> {
    await this.#preferences.change({ isChecklistDismissed: false });
  }
}
