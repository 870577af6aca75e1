import { checkJson, type TextProblem } from '../../ui/code-editor/text-check.ts';

/**
 * What is wrong with a payload, as a hint only: text is a payload like any other, so only what begins like a JSON
 * object or array is held to be JSON. A template is judged by an example of it, whose places are not those of the
 * text that stands in the editor; its problem is shown at the beginning.
 */
export function checkPayload(text: string, example: string, isTemplate: boolean): TextProblem | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  if (!isTemplate) return checkJson(text);
  const problem = checkJson(example);
  if (problem === undefined) return undefined;
  return { from: 0, to: Math.min(1, text.length), message: `In the example: ${problem.message}` };
}
