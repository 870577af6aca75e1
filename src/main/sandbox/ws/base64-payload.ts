/** A payload in the form that the log keeps, or why it is none (protocol D4: standard alphabet, padding optional). */
export type Base64Payload =
  { readonly payload: string; readonly payloadBytes: number } | { readonly problem: string };

const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;

export function readBase64(text: string): Base64Payload {
  if (!STANDARD.test(text)) return { problem: illegalCharacter(text) };
  const digits = text.endsWith('==') ? text.length - 2 : text.endsWith('=') ? text.length - 1 : text.length;
  const isPadded = digits !== text.length;
  if (digits % 4 === 1 || (isPadded && text.length % 4 !== 0)) {
    return { problem: 'Input byte array has wrong 4-byte ending unit' };
  }
  const payloadBytes = Math.floor((digits * 3) / 4);
  // Whole groups have one spelling only; a last part may come unpadded or with stray bits, and subscribers see it written anew.
  const payload = digits % 4 === 0 ? text : Buffer.from(text, 'base64').toString('base64');
  return { payload, payloadBytes };
}

function illegalCharacter(text: string): string {
  const found = /[^A-Za-z0-9+/]/.exec(text.replace(/={1,2}$/, ''))?.[0] ?? '=';
  return `Illegal base64 character ${(found.codePointAt(0) ?? 0).toString(16)}`;
}
