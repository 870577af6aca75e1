import { z } from 'zod';
import type { ErrorReport } from '../../../src/shared/contract/errors.ts';
import type { SocketStatus } from '../../../src/shared/contract/schemas/session.ts';

const frameSchema = z.looseObject({
  messageId: z.string(),
  payload: z.string(),
  properties: z.record(z.string(), z.string()),
  redeliveryCount: z.number().optional(),
  key: z.string().optional(),
  eventTime: z.string().optional(),
});

export type Frame = z.infer<typeof frameSchema>;

/** What a socket of the product has told its owner. */
export class Heard {
  readonly frames: Frame[] = [];
  readonly lost: string[] = [];
  readonly failed: ErrorReport[] = [];
  readonly endOfTopic: boolean[] = [];
  gaps = 0;
  opens = 0;

  get texts(): string[] {
    return this.frames.map(({ payload }) => Buffer.from(payload, 'base64').toString('utf8'));
  }

  get ids(): string[] {
    return this.frames.map(({ messageId }) => messageId);
  }

  get lastId(): string | undefined {
    return this.frames.at(-1)?.messageId;
  }

  onStatus({ phase, error }: SocketStatus): void {
    if (phase === 'failed' && error !== undefined) this.failed.push(error);
  }

  onOpen(): void {
    this.opens += 1;
  }

  onFrame(data: Buffer): void {
    this.frames.push(frameSchema.parse(JSON.parse(data.toString('utf8'))));
  }

  onLost(cause: ErrorReport): void {
    this.lost.push(cause.code);
  }

  onEndOfTopic(ended: boolean): void {
    this.endOfTopic.push(ended);
  }

  onGap(): void {
    this.gaps += 1;
  }
}
