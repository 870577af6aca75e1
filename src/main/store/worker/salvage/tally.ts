/** What a salvage could save and what not, table by table, and the words for it. */
import { countWords } from '../../../../shared/domain/diagnosis/words.ts';

/** The tables that are saved, in the order in which they are told, and what one of their rows is called. */
const rowNames = {
  message: 'message',
  stream: 'stream',
  mark: 'mark',
  message_status: 'message state',
  delivery: 'delivery event',
  socket_loss: 'socket loss',
  refused_frame: 'refused frame',
  published: 'sent message',
  replay_job: 'replay',
  replay_item: 'replay step',
  setting: 'setting',
} as const;
export type SalvagedTable = keyof typeof rowNames;

/** What cannot be read is told as rows where their number is known, else as places. */
export interface Loss {
  readonly rows: number;
  readonly places: number;
}

export interface Tally {
  readonly saved: (table: SalvagedTable, rows?: number) => void;
  readonly lost: (table: SalvagedTable, rows?: number) => void;
  readonly gap: (table: SalvagedTable) => void;
  /** `4,812 messages, 3 streams and 12 marks` */
  readonly savedWords: () => string;
  /** `188 messages, delivery events at 2 places`; empty when nothing was lost. */
  readonly lostWords: () => string;
}

export function createTally(): Tally {
  const saved = new Map<SalvagedTable, number>();
  const losses = new Map<SalvagedTable, Loss>();
  const lose = (table: SalvagedTable, rows: number, places: number): void => {
    const before = losses.get(table) ?? { rows: 0, places: 0 };
    losses.set(table, { rows: before.rows + rows, places: before.places + places });
  };
  return {
    saved: (table, rows = 1) => {
      saved.set(table, (saved.get(table) ?? 0) + rows);
    },
    lost: (table, rows = 1) => lose(table, rows, 0),
    gap: (table) => lose(table, 0, 1),
    savedWords: () => {
      const told = entriesOf(saved).flatMap(([name, rows]) => (rows === 0 ? [] : [countWords(rows, name)]));
      return [told.slice(0, -1).join(', '), ...told.slice(-1)].filter((part) => part !== '').join(' and ');
    },
    lostWords: () => entriesOf(losses).flatMap(lossWords).join(', '),
  };
}

function lossWords([name, { rows, places }]: readonly [string, Loss]): string[] {
  if (rows > 0) return [countWords(rows, name)];
  return places > 0 ? [`${name}s at ${countWords(places, 'place')}`] : [];
}

/** In the order in which they are told, each under the name of its rows. */
function entriesOf<Value>(values: ReadonlyMap<SalvagedTable, Value>): [string, Value][] {
  return Object.entries(rowNames).flatMap(([table, name]) => {
    const value = [...values].find(([own]) => own === table)?.[1];
    return value === undefined ? [] : [[name, value]];
  });
}
