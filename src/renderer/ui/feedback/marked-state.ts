/** How sure a state is, told by shape and colour together: see `StateMark`. */
export type MarkedState = 'ok' | 'doubtful' | 'bad' | 'pending' | 'settled';
