import type { z } from 'zod';

/**
 * The shape of the contract between window and main process.
 *
 * A procedure is a question with one answer; a push is news from main that nobody asked for at that moment.
 * Each exists once, here in `shared/contract`, as a pair of zod schemas: both sides derive their types from it.
 */
export interface Procedure<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

export function procedure<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): Procedure<Input, Output> {
  return { input, output };
}
