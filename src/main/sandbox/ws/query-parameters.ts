import { invalidParameter } from './upgrade-refusal.ts';

/** Only the first value of a repeated parameter counts; unknown parameters are ignored (protocol D1). */
export function integerParameter(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^[+-]?\d+$/.test(text)) throw invalidParameter(`For input string: "${text}"`);
  return Number(text);
}

/** A name that may be left out but not blank. */
export function nameParameter(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text.trim() === '') throw invalidParameter(`${name} cannot be blank`);
  return text;
}

/** Java's `Boolean.parseBoolean`: everything but "true" in any case is false (protocol D2). */
export function booleanParameter(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true';
}

/** Enum values are case-sensitive (protocol D2, D3). */
export function choiceParameter<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const text = query.get(name);
  if (text === null) return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw invalidParameter(`Invalid ${name} ${text}`);
  return choice;
}
