import {
  consumeSchema,
  defaultAckAfterMs,
  type AckPolicy,
  type ConsumePlan,
  type SubscriptionType,
} from '../../../shared/contract/schemas/session.ts';

import { ConsumeMore } from './consume-more.svelte.ts';

/** What stands in the consume dialog. */
export class ConsumeForm {
  subscription = $state('');
  type = $state<SubscriptionType>('Shared');
  ackPolicy = $state<AckPolicy>('manual');
  /** Only asked for with the policy `after`. */
  ackAfterSeconds = $state<number | null>(defaultAckAfterMs / 1_000);
  initialPosition = $state<ConsumePlan['initialPosition']>('Latest');
  receiverQueueSize = $state<number | null>(100);
  negativeAckDelaySeconds = $state<number | null>(60);
  typedName = $state('');
  /** Undefined until the person decides: generated names go with their tab, names of one's own stay. */
  #chosenDelete = $state<boolean>();
  readonly #generated: string;

  readonly isGenerated = $derived.by(() => this.subscription.trim() === this.#generated);
  readonly deletesOnClose: boolean = $derived.by(() => this.#chosenDelete ?? this.isGenerated);
  readonly more: ConsumeMore;
  readonly #parsed = $derived.by(() =>
    consumeSchema.safeParse({
      mode: 'consume',
      subscription: this.subscription,
      type: this.type,
      ackPolicy: this.ackPolicy,
      ...(this.ackPolicy === 'after' ? { ackAfterMs: milliseconds(this.ackAfterSeconds) } : {}),
      initialPosition: this.initialPosition,
      receiverQueueSize: this.receiverQueueSize,
      negativeAckRedeliveryDelayMs: milliseconds(this.negativeAckDelaySeconds),
      ...this.more.plan,
    }),
  );
  readonly plan: ConsumePlan | undefined = $derived.by(() =>
    this.#parsed.success && !this.more.hasProblem ? this.#parsed.data : undefined,
  );
  /** What is right by itself, but not together with the rest. */
  readonly problem: string | undefined = $derived.by(
    () => this.#parsed.error?.issues.find(({ code }) => code === 'custom')?.message,
  );

  /** `salt` makes the generated name one's own; it comes from a random id. `fullName` is of the stream. */
  constructor(salt: string, fullName: string) {
    this.more = new ConsumeMore(fullName);
    this.#generated = `inspector-${salt.replaceAll('-', '').slice(0, 8)}`;
    this.subscription = this.#generated;
  }

  chooseDelete(deletes: boolean): void {
    this.#chosenDelete = deletes;
  }
}

/** Of no number: no number, which no plan takes. */
const milliseconds = (seconds: number | null): number => Math.round((seconds ?? Number.NaN) * 1_000);
