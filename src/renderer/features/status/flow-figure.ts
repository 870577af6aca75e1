import type { Flow } from '../../../shared/contract/schemas/session.ts';

/** The figure that says whether messages may flow, of the window's size. */
export interface FlowFigure {
  readonly label: string;
  readonly value: number;
  readonly title: string;
}

export function flowFigure({ inFlight, permits }: Flow): FlowFigure {
  return permits === undefined
    ? { label: 'in flight', value: inFlight, title: 'In flight' }
    : { label: 'permits', value: permits, title: 'Messages asked for that have not come' };
}
