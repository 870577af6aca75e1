import {
  consumeSchema,
  type AckPolicy,
  type ConsumePlan,
  type SubscriptionType,
} from '../../../shared/contract/schemas/session.ts';

/** What stands in the consume dialog. */
export class ConsumeForm {
  subscription = $state('');
  type = $state<SubscriptionType>('Shared');
  ackPolicy = $state<AckPolicy>('manual');
  initialPosition = $state<ConsumePlan['initialPosition']>('Latest');
  receiverQueueSize = $state<number | null>(100);
  negativeAckDelaySeconds = $state<number | null>(60);
  typedName = $state('');
  /** Undefined until the person decides: generated names go with their tab, names of one's own stay. */
  #chosenDelete = $state<boolean>();
  readonly #generated: string;

  readonly isGenerated = $derived.by(() => this.subscription.trim() === this.#generated);
  readonly deletesOnClose: boolean = $derived.by(() => this.#chosenDelete ?? this.isGenerated);
  readonly plan: ConsumePlan | undefined = $derived.by(() => {
    const parsing = consumeSchema.safeParse({
      mode: 'consume',
      subscription: this.subscription,
      type: this.type,
      ackPolicy: this.ackPolicy,
      initialPosition: this.initialPosition,
      receiverQueueSize: this.receiverQueueSize,
      negativeAckRedeliveryDelayMs: Math.round((this.negativeAckDelaySeconds ?? Number.NaN) * 1_000),
    });
    return parsing.success ? parsing.data : undefined;
  });

  /** `salt` makes the generated name one's own; it comes from a random id. */
  constructor(salt: string) {
    this.#generated = `inspector-${salt.replaceAll('-', '').slice(0, 8)}`;
    this.subscription = this.#generated;
  }

  chooseDelete(deletes: boolean): void {
    this.#chosenDelete = deletes;
  }
}
