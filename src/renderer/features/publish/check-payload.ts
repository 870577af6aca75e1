import { checkJson, type TextCheck } from '../../ui/code-editor/text-check.ts';

/** Text is a payload like any other: only what begins like a JSON object or array is held to be JSON. */
export const checkPayload: TextCheck = (text) => (/^\s*[{[]/.test(text) ? checkJson(text) : undefined);
