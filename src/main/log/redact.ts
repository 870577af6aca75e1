/** Room `log`: what is written down about the app's doing, with every secret masked first. */

const masked = '***';

/** Query parameters and header schemes that carry secrets (protocol C2, D11). */
const patterns: readonly RegExp[] = [
  /([?&](?:otp|token|apikey|access_token)=)[^&\s"']+/gi,
  /(\b(?:bearer|apikey|basic)\s+)[A-Za-z0-9._~+/=-]{6,}/gi,
  /("(?:otp|jwt|apikey|password|token|secret)"\s*:\s*")[^"]*/gi,
];

/** Masks whatever looks like a secret. A second fence: secrets are not handed to the log in the first place. */
export function redact(text: string): string {
  return patterns.reduce((rest, pattern) => rest.replace(pattern, `$1${masked}`), text);
}
