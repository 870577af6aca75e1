import type { Answers } from './answers.svelte.ts';
import type { Histories } from './histories.svelte.ts';
import { isSamePlace, streamNameOf, type StreamPlace } from './stream-place.ts';
import { Tab, type TabServices } from './tab.svelte.ts';
import type {
  ConsumePlan,
  ReaderStart,
  SessionPlan,
  SessionState,
} from '../../shared/contract/schemas/session.ts';

export interface TabsServices extends TabServices {
  readonly histories: Histories;
  readonly answers: Answers;
  readonly createId: () => string;
}

export interface SavedTab extends StreamPlace {
  readonly plan?: SessionPlan | undefined;
}

/** The open tabs. A stream that is already open in the mode asked for is shown, not opened twice. */
export class Tabs {
  all = $state.raw<readonly Tab[]>([]);
  activeId = $state('');
  readonly active = $derived(this.all.find(({ id }) => id === this.activeId));
  readonly #services: TabsServices;

  constructor(services: TabsServices) {
    this.#services = services;
  }

  /** Shows what is stored, with nothing on the wire. */
  async openOffline(place: StreamPlace): Promise<Tab> {
    const tab = this.all.find((other) => isSamePlace(other, place)) ?? this.#add(place, undefined);
    this.activeId = tab.id;
    await this.#showStored(tab);
    return tab;
  }

  async observe(place: StreamPlace, start: ReaderStart): Promise<Tab> {
    const open = this.all.find((tab) => isSamePlace(tab, place) && tab.plan?.mode !== 'consume');
    const tab = open ?? this.#add(place, undefined);
    this.activeId = tab.id;
    if (tab.session === undefined && !tab.isOpening) {
      await this.#showStored(tab);
      await tab.attach({ mode: 'observe', start }, undefined);
    }
    return tab;
  }

  async consume(
    place: StreamPlace,
    plan: ConsumePlan,
    options: { readonly deletesSubscription: boolean; readonly typedName: string | undefined },
  ): Promise<Tab> {
    const open = this.all.find((tab) => isSamePlace(tab, place) && tab.subscription === plan.subscription);
    const tab = open ?? this.#add(place, plan);
    this.activeId = tab.id;
    if (tab.session === undefined && !tab.isOpening) {
      await this.#showStored(tab);
      tab.deletesSubscription = options.deletesSubscription;
      await tab.attach(plan, options.typedName);
    }
    return tab;
  }

  /** Ends the session first, with what was promised to its messages; the tab is gone at once. */
  async close(id: string): Promise<void> {
    const index = this.all.findIndex((tab) => tab.id === id);
    const tab = this.all[index];
    if (tab === undefined) return;
    this.all = this.all.filter((other) => other !== tab);
    if (this.activeId === id) this.activeId = (this.all[index] ?? this.all[index - 1])?.id ?? '';
    tab.stop();
    if (tab.sessionId !== undefined) await this.#services.answers.flush(tab.sessionId);
    await tab.detach();
  }

  move(id: string, toIndex: number): void {
    const tab = this.all.find((other) => other.id === id);
    if (tab === undefined) return;
    this.all = this.all.filter((other) => other !== tab).toSpliced(toIndex, 0, tab);
  }

  /** Steps to a neighbour, round the end. */
  step(by: number): void {
    const index = this.all.findIndex(({ id }) => id === this.activeId);
    const next = this.all.at((index + by) % this.all.length);
    if (next !== undefined) this.activeId = next.id;
  }

  /** Tabs of the last run come back without a connection; those whose session still lives take it up again. */
  async restore(
    saved: readonly SavedTab[],
    activeIndex: number,
    living: readonly SessionState[],
  ): Promise<void> {
    const tabs = saved.map((tab) => this.#add(tab, tab.plan));
    for (const session of living) this.#adopt(session);
    this.activeId = (tabs[activeIndex] ?? this.all[0])?.id ?? '';
    await Promise.all(this.all.map((tab) => this.#showStored(tab)));
  }

  stop(): void {
    for (const tab of this.all) tab.stop();
  }

  #add(place: StreamPlace, plan: SessionPlan | undefined): Tab {
    const tab = new Tab(this.#services, this.#services.createId(), place, plan);
    this.all = [...this.all, tab];
    return tab;
  }

  #adopt(session: SessionState): void {
    const { connectionId, fullName, plan, sessionId } = session;
    const place = { connectionId, fullName, name: streamNameOf(fullName) };
    const subscription = plan.mode === 'consume' ? plan.subscription : undefined;
    const tab =
      this.all.find(
        (other) =>
          isSamePlace(other, place) && other.sessionId === undefined && other.subscription === subscription,
      ) ?? this.#add(place, plan);
    tab.plan = plan;
    tab.sessionId = sessionId;
  }

  async #showStored(tab: Tab): Promise<void> {
    const { histories } = this.#services;
    const streamId = tab.session?.streamId ?? histories.find(tab.connectionId, tab.fullName)?.streamId;
    if (streamId !== undefined) await tab.showHistory(streamId);
  }
}
