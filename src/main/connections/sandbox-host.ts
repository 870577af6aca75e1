/** What a client needs to know of a running sandbox. */
export interface SandboxFacts {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

/** The embedded server as this room sees it; the composition root knows where it comes from. */
export interface SandboxHost {
  /** Starts it, or hands over the one that runs. */
  start(): Promise<SandboxFacts>;
  /** Messages a second of its telemetry stream. */
  setRate(perSecond: number): Promise<void>;
  stop(): Promise<void>;
}

/** The one sandbox profile. It is made by the app; its address and password are new at each start and never kept. */
export const sandboxProfileId = 'sandbox';
