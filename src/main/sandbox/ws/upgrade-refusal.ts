/** An upgrade that is answered with an HTTP status instead of a socket (protocol D9). */
export class UpgradeRefusal extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.name = 'UpgradeRefusal';
    this.status = status;
  }
}

export function invalidParameter(reason: string): UpgradeRefusal {
  return new UpgradeRefusal(400, `Invalid query params: ${reason}`);
}
