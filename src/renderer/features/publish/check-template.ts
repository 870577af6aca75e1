import { parseTemplate } from '../../../shared/domain/template/template.ts';
import type { TextProblem } from '../../ui/code-editor/text-check.ts';
import { checkPayload } from './check-payload.ts';

/**
 * What is wrong with a payload that is a template: a hole that cannot be filled, or JSON that is none once all are.
 *
 * @param filled the same payload with generated values in it
 */
export function checkTemplate(text: string, filled: string): TextProblem | undefined {
  const parsing = parseTemplate(text);
  if (!parsing.ok) {
    const [first] = parsing.errors;
    return first && { ...first, message: `Line ${first.line}, column ${first.column}: ${first.message}` };
  }
  if (!parsing.template.isGenerated) return checkPayload(text);
  const problem = checkPayload(filled);
  if (problem === undefined) return undefined;
  const line = filled.slice(0, problem.from).split('\n').length;
  return { ...lineAt(text, line), message: `Filled in: ${problem.message}` };
}

/** Generated values hold no line breaks, so a line of the filled text is that line of the template. */
function lineAt(text: string, line: number): { readonly from: number; readonly to: number } {
  const before = text.split('\n').slice(0, line - 1);
  const from = before.reduce((sum, { length }) => sum + length + 1, 0);
  const end = text.indexOf('\n', from);
  return { from, to: end < 0 ? text.length : end };
}
