/**
 * What code-editor owns: an editor for payloads and templates.
 * This file: what is wrong with a text, and where.
 */

import { parseJson } from '../../../shared/domain/lossless-json-parser.ts';

export interface TextProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** Undefined when all is well. Called after every pause in typing, so it must be quick for texts of a megabyte. */
export type TextCheck = (text: string) => TextProblem | undefined;

export const checkJson: TextCheck = (text) => {
  if (text.trim() === '') return undefined;
  const outcome = parseJson(text);
  if (outcome.ok) return undefined;
  const { offset, line, column, reason } = outcome.problem;
  const to = Math.min(text.length, offset + 1);
  return {
    from: Math.min(offset, Math.max(0, to - 1)),
    to,
    message: `Line ${line}, column ${column}: ${reason}`,
  };
};
