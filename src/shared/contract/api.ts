import type { z } from 'zod';
import { appProcedures } from './procedures/app.ts';
import { connectionProcedures } from './procedures/connections.ts';
import { decodingProcedures } from './procedures/decoding.ts';
import { historyProcedures } from './procedures/history.ts';
import { markProcedures } from './procedures/marks.ts';
import { sessionProcedures } from './procedures/sessions.ts';
import { streamProcedures } from './procedures/streams.ts';
import { transferProcedures } from './procedures/transfers.ts';

/** The whole contract: every question a window may ask. Nothing else crosses. */
export const api = {
  ...appProcedures,
  ...connectionProcedures,
  ...streamProcedures,
  ...sessionProcedures,
  ...historyProcedures,
  ...markProcedures,
  ...decodingProcedures,
  ...transferProcedures,
};

export type Api = typeof api;
export type ProcedureName = keyof Api;
export type InputOf<Name extends ProcedureName> = z.input<Api[Name]['input']>;
/** The input as a handler sees it: parsed, defaults filled in. */
export type ParsedInputOf<Name extends ProcedureName> = z.output<Api[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = z.output<Api[Name]['output']>;

/** One handler a procedure: a missing or extra one does not compile. */
export type Handlers = {
  readonly [Name in ProcedureName]: (input: ParsedInputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
};
