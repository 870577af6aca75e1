import type { CountedRows } from '../../state/message-histogram.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import { bucketCount, bucketOf, placeOf, positionAt, stepBucket } from './time-axis.ts';

/** Stretches that PageUp and PageDown go by. */
const pageOfBuckets = 10;

export interface ScrubberInputs {
  readonly histogram: () => CountedRows | undefined;
  readonly tab: () => Pick<Tab, 'inSight' | 'isFollowing' | 'table' | 'follow'>;
  /** Rows ever taken away at the beginning. */
  readonly dropped: () => number;
}

/** Going through time by pointer and keys. It scrolls the table and leaves its cursor where it is. */
export class Scrubber {
  /** The stretch under the pointer, and where the pointer is as a share of the whole width. */
  hovered = $state.raw<{ readonly bucket: number; readonly share: number }>();
  /** When the stretch gone to last begins: at the ends the table cannot scroll as far as a key asks. */
  #pickedAt = $state<number>();
  #plot: HTMLElement | undefined;
  #isDragging = false;
  readonly #inputs: ScrubberInputs;

  readonly #first = $derived.by(() => this.#toCounted(this.#inputs.tab().inSight?.first ?? 0));

  /** The stretch the table stands in. */
  readonly bucket: number = $derived.by(() => {
    const histogram = this.#inputs.histogram();
    if (histogram === undefined) return 0;
    if (this.#pickedAt === undefined) return bucketOf(histogram, this.#first);
    const picked = Math.floor((this.#pickedAt - histogram.from) / histogram.stepMs);
    return Math.max(0, Math.min(bucketCount(histogram) - 1, picked));
  });

  /** The rows in sight as shares of the width. */
  readonly brush = $derived.by(() => {
    const histogram = this.#inputs.histogram();
    const { inSight } = this.#inputs.tab();
    if (histogram === undefined || inSight === undefined || bucketCount(histogram) === 0) return undefined;
    const buckets = bucketCount(histogram);
    const left = placeOf(histogram, this.#first) / buckets;
    const right = placeOf(histogram, this.#toCounted(inSight.last + 1)) / buckets;
    return { left, width: Math.max(0, Math.min(1, right) - left) };
  });

  constructor(inputs: ScrubberInputs) {
    this.#inputs = inputs;
  }

  /** Svelte attachment for the element that the stretches span. */
  attach = (element: HTMLElement): (() => void) => {
    this.#plot = element;
    return () => {
      this.#plot = undefined;
    };
  };

  onKeyDown = (event: KeyboardEvent): void => {
    const histogram = this.#inputs.histogram();
    if (histogram === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = stepOfKey(event.key);
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (by === Infinity) {
      this.#pickedAt = undefined;
      this.#inputs.tab().follow();
      return;
    }
    const bucket = stepBucket(histogram, by === -Infinity ? 0 : this.bucket, by === -Infinity ? 0 : by);
    this.#pickedAt = histogram.from + bucket * histogram.stepMs;
    this.#goTo(histogram.starts[bucket] ?? 0, histogram);
  };

  onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#isDragging = true;
    this.#follow(event);
  };

  onPointerMove = (event: PointerEvent): void => {
    const histogram = this.#inputs.histogram();
    if (histogram === undefined) return;
    const share = this.#shareOf(event);
    const bucket = Math.min(bucketCount(histogram) - 1, Math.floor(share * bucketCount(histogram)));
    this.hovered = { bucket, share };
    if (this.#isDragging) this.#follow(event);
  };

  onPointerUp = (): void => {
    this.#isDragging = false;
  };

  onPointerLeave = (): void => {
    this.hovered = undefined;
  };

  onBlur = (): void => {
    this.#pickedAt = undefined;
  };

  #follow(event: PointerEvent): void {
    const histogram = this.#inputs.histogram();
    if (histogram === undefined || bucketCount(histogram) === 0) return;
    this.#pickedAt = undefined;
    this.#goTo(positionAt(histogram, this.#shareOf(event) * bucketCount(histogram)), histogram);
  }

  #goTo(position: number, { dropped }: CountedRows): void {
    const tab = this.#inputs.tab();
    tab.isFollowing = false;
    tab.table?.scrollTo(Math.max(0, position + dropped - this.#inputs.dropped()));
  }

  #shareOf(event: PointerEvent): number {
    const box = this.#plot?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  }

  /** A position of now as it was when the rows were counted. */
  #toCounted(position: number): number {
    const counted = this.#inputs.histogram()?.dropped ?? 0;
    return Math.max(0, position + this.#inputs.dropped() - counted);
  }
}

function stepOfKey(key: string): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -1;
    case 'ArrowRight':
    case 'ArrowUp':
      return 1;
    case 'PageUp':
      return pageOfBuckets;
    case 'PageDown':
      return -pageOfBuckets;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return undefined;
  }
}
