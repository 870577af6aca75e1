import type { Client } from '../api/client.ts';
import type { AckPolicy, SessionPlan, SessionState } from '../../shared/contract/schemas/session.ts';

/** The sessions main holds: one attached stream each. */
export class Sessions {
  all = $state.raw<readonly SessionState[]>([]);
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('sessions.changed', (all) => {
      this.all = all;
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('sessions.list');
  }

  find(sessionId: string | undefined): SessionState | undefined {
    return sessionId === undefined ? undefined : this.all.find((session) => session.sessionId === sessionId);
  }

  async open(
    connectionId: string,
    fullName: string,
    plan: SessionPlan,
    typedName: string | undefined,
  ): Promise<SessionState> {
    const session = await this.#client.call('sessions.open', { connectionId, fullName, plan, typedName });
    if (this.find(session.sessionId) === undefined) this.all = [...this.all, session];
    return session;
  }

  /** Closes the socket; history stays. */
  async close(sessionId: string, deleteSubscription: boolean): Promise<void> {
    await this.#client.call('sessions.close', { sessionId, deleteSubscription });
    this.all = this.all.filter((session) => session.sessionId !== sessionId);
  }

  async retry(sessionId: string): Promise<void> {
    await this.#client.call('sessions.retry', { sessionId });
  }

  /** From now on; what is stored already keeps waiting for an answer by hand. */
  async setAckPolicy(
    sessionId: string,
    ackPolicy: AckPolicy,
    ackAfterMs: number | undefined,
  ): Promise<SessionPlan> {
    const changed = await this.#client.call('sessions.setAckPolicy', { sessionId, ackPolicy, ackAfterMs });
    this.all = this.all.map((session) => (session.sessionId === sessionId ? changed : session));
    return changed.plan;
  }

  /** Closes every socket now; answers how many there were. */
  async detachAll(): Promise<number> {
    const { closed } = await this.#client.call('sessions.detachAll');
    return closed;
  }

  stop(): void {
    this.#stopListening();
  }
}
