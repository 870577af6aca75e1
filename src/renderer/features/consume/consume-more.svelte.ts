import type { ConsumePlan } from '../../../shared/contract/schemas/session.ts';
import { siblingStream } from '../../../shared/domain/stream-name.ts';
import { OptionalNumber } from '../../ui/controls/optional-number.svelte.ts';

type MoreOfPlan = Pick<
  ConsumePlan,
  'ackTimeoutMs' | 'deadLetter' | 'pullMode' | 'consumerName' | 'priorityLevel'
>;

/** What most people never touch when they consume: everything here may be left as it is. */
export class ConsumeMore {
  /** Milliseconds; 0 or empty is off. */
  readonly ackTimeout = new OptionalNumber({ min: 0, max: 86_400_000, integer: true });
  readonly maxRedeliveries = new OptionalNumber({ min: 1, max: 1_000_000, integer: true });
  readonly priorityLevel = new OptionalNumber({ min: 0, max: 1_000, integer: true });
  deadLetterStream = $state('');
  isPull = $state(false);
  consumerName = $state('');
  readonly #fullName: string;

  readonly ackTimeoutProblem: string | undefined = $derived.by(() => {
    const { value, problem } = this.ackTimeout;
    if (problem !== undefined || value === null || value === 0 || value >= 1_000) return problem;
    return 'The service takes 0 (off) or at least 1,000 ms.';
  });
  readonly deadLetterProblem: string | undefined = $derived.by(() => {
    const name = this.deadLetterStream.trim();
    if (name === '') return undefined;
    if (this.maxRedeliveries.value === null) return 'Say after how many redeliveries messages go there.';
    const fullName = siblingStream(this.#fullName, name);
    if (fullName === undefined)
      return 'A name beside this stream, or a full one like persistent://tenant/namespace/topic.';
    return fullName === this.#fullName
      ? 'Messages cannot go back into the stream they come from.'
      : undefined;
  });
  readonly hasProblem: boolean = $derived.by(
    () =>
      this.ackTimeoutProblem !== undefined ||
      this.deadLetterProblem !== undefined ||
      this.maxRedeliveries.problem !== undefined ||
      this.priorityLevel.problem !== undefined,
  );
  readonly plan: MoreOfPlan = $derived.by(() => {
    const timeout = this.ackTimeout.value ?? 0;
    const name = this.consumerName.trim();
    const priority = this.priorityLevel.value;
    const deadLetter = this.#deadLetter();
    return {
      ...(timeout > 0 ? { ackTimeoutMs: timeout } : {}),
      ...(deadLetter === undefined ? {} : { deadLetter }),
      ...(this.isPull ? { pullMode: true } : {}),
      ...(name === '' ? {} : { consumerName: name }),
      ...(priority === null ? {} : { priorityLevel: priority }),
    };
  });

  /** @param fullName of the stream that is consumed */
  constructor(fullName: string) {
    this.#fullName = fullName;
  }

  #deadLetter(): ConsumePlan['deadLetter'] {
    const maxRedeliveries = this.maxRedeliveries.value;
    if (maxRedeliveries === null) return undefined;
    const fullName = siblingStream(this.#fullName, this.deadLetterStream.trim());
    return fullName === undefined ? { maxRedeliveries } : { maxRedeliveries, fullName };
  }
}
