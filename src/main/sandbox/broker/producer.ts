import { RateMeter } from './rate-meter.ts';

/** A connected producer as the statistics show it. */
export interface Producer {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly connectedAtMs: number;
  readonly rateIn: RateMeter;
}

export function createProducer(options: {
  id: number;
  name: string;
  address: string;
  nowMs: number;
}): Producer {
  return {
    id: options.id,
    name: options.name,
    address: options.address,
    connectedAtMs: options.nowMs,
    rateIn: new RateMeter(options.nowMs),
  };
}
