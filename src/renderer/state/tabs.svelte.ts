import type { Answers } from './answers.svelte.ts';
import { ClosedTabs } from './closed-tabs.svelte.ts';
import type { Histories } from './histories.svelte.ts';
import type { SavedTab } from './saved-tab.ts';
import { isSamePlace, streamNameOf, type StreamPlace } from './stream-place.ts';
import { Tab, type TabServices } from './tab.svelte.ts';
import { TabGroups } from './tab-groups.svelte.ts';
import { otherSide, type TabSide } from './tab-side.ts';
import type { MovedTab } from '../../shared/contract/schemas/moved-tab.ts';
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

/** The open tabs. A stream that is already open in the mode asked for is shown, not opened twice. */
export class Tabs extends TabGroups {
  readonly #closed = new ClosedTabs();
  readonly canReopen = $derived(!this.#closed.isEmpty);
  readonly saved: readonly SavedTab[] = $derived(this.all.map((tab) => this.#savedOf(tab)));
  readonly #services: TabsServices;

  constructor(services: TabsServices) {
    super();
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
    const open =
      this.all.find((tab) => tab === place) ??
      this.all.find((tab) => isSamePlace(tab, place) && tab.plan?.mode !== 'consume');
    const tab = open ?? this.#add(place, undefined);
    this.activeId = tab.id;
    if (tab.session === undefined && !tab.isOpening) {
      await this.#showStored(tab);
      await tab.attach({ mode: 'observe', start }, undefined);
    }
    return tab;
  }

  /** Observes from another place: an observer of the stream starts anew there; a consumer goes on beside it. */
  async observeFrom({ connectionId, fullName, name }: StreamPlace, start: ReaderStart): Promise<Tab> {
    const place = { connectionId, fullName, name };
    const observer = this.all.find((tab) => isSamePlace(tab, place) && tab.plan?.mode !== 'consume');
    await observer?.detach();
    return this.observe(observer ?? place, start);
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

  /**
   * Opens a stream in the other group. A second look at a stream that is attached shows the rows that its session
   * stores, and needs no socket of its own.
   */
  async openBeside(place: StreamPlace, canAttach: boolean): Promise<Tab> {
    const side = this.all.length === 0 ? 'left' : otherSide(this.focusedSide);
    const isAttached = this.all.some((tab) => isSamePlace(tab, place) && tab.sessionId !== undefined);
    const tab = this.#add(place, undefined, side);
    this.activeId = tab.id;
    await this.#showStored(tab);
    if (canAttach && !isAttached) await tab.attach({ mode: 'observe', start: { at: 'continue' } }, undefined);
    return tab;
  }

  /** Ends the session first, with what was promised to its messages; the tab is gone at once. */
  async close(id: string): Promise<void> {
    const tab = this.find(id);
    if (tab === undefined) return;
    const index = this.of(tab.side).indexOf(tab);
    this.#closed.push({ ...this.#savedOf(tab), index });
    this.#remove(tab);
    if (tab.sessionId !== undefined) await this.#services.answers.flush(tab.sessionId);
    await tab.detach();
  }

  /** What another window needs to go on with this tab, once what was promised to its messages is done. */
  async handOver(tab: Tab): Promise<MovedTab> {
    if (tab.sessionId !== undefined) await this.#services.answers.flush(tab.sessionId);
    const { connectionId, fullName, name, plan, sessionId, deletesSubscription } = tab;
    const { shownFilter: filter } = tab;
    return { connectionId, fullName, name, plan, sessionId, deletesSubscription, filter };
  }

  /** Another window has the tab and its session now. */
  letGo(tab: Tab): void {
    if (this.find(tab.id) === tab) this.#remove(tab);
  }

  /** Goes on with a tab of another window. */
  async takeUp({ sessionId, deletesSubscription, filter, plan, ...place }: MovedTab): Promise<Tab> {
    const tab = this.#add(place, plan);
    tab.filterToCome = filter;
    this.activeId = tab.id;
    if (this.#services.sessions.find(sessionId) !== undefined) {
      tab.sessionId = sessionId;
      tab.deletesSubscription = deletesSubscription;
    }
    await this.#showStored(tab);
    return tab;
  }

  async closeOthers(id: string): Promise<void> {
    const tab = this.find(id);
    if (tab === undefined) return;
    await this.#closeAll(this.of(tab.side).filter((other) => other !== tab));
  }

  async closeToTheRight(id: string): Promise<void> {
    const tab = this.find(id);
    if (tab === undefined) return;
    const siblings = this.of(tab.side);
    await this.#closeAll(siblings.slice(siblings.indexOf(tab) + 1));
  }

  /** Brings back the tab that was closed last. A reader goes on where history ends; a consumer stays detached. */
  async reopen(canAttach: (connectionId: string) => boolean): Promise<void> {
    const closed = this.#closed.pop();
    if (closed === undefined) return;
    const side = closed.side === 'right' && this.isSplit ? 'right' : 'left';
    const tab = this.#add(closed, closed.plan, side);
    tab.filterToCome = closed.filter ?? '';
    this.move(tab.id, closed.index);
    this.activeId = tab.id;
    await this.#showStored(tab);
    if (closed.plan?.mode === 'observe' && canAttach(closed.connectionId))
      await tab.attach({ mode: 'observe', start: { at: 'continue' } }, undefined);
  }

  /** Tabs of the last run come back without a connection; those whose session still lives take it up again. */
  async restore(
    saved: readonly SavedTab[],
    activeIndex: number,
    living: readonly SessionState[],
  ): Promise<void> {
    const tabs = saved.map(({ plan, side, filter = '', ...place }) => {
      const tab = this.#add(place, plan, side);
      tab.filterToCome = filter;
      return tab;
    });
    for (const session of living) this.#adopt(session);
    const fronts = tabs.filter((_tab, index) => saved[index]?.isFront === true);
    this.arrange(fronts, tabs[activeIndex]);
    await Promise.all(this.all.map((tab) => this.#showStored(tab)));
  }

  stop(): void {
    for (const tab of this.all) tab.stop();
  }

  #savedOf(tab: Tab): SavedTab {
    const { connectionId, fullName, name, plan, side, id, shownFilter: filter } = tab;
    return { connectionId, fullName, name, plan, filter, side, isFront: this.frontOf(side)?.id === id };
  }

  #remove(tab: Tab): void {
    this.takeOut(tab);
    tab.stop();
  }

  async #closeAll(tabs: readonly Tab[]): Promise<void> {
    await Promise.all(tabs.map((tab) => this.close(tab.id)));
  }

  #add(place: StreamPlace, plan: SessionPlan | undefined, side: TabSide = this.focusedSide): Tab {
    const tab = new Tab(this.#services, this.#services.createId(), place, plan);
    tab.side = side;
    this.insert(tab);
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
    if (streamId !== undefined) await tab.showHistory(streamId, histories.extentOf(streamId));
  }
}
