/** Times on the wire: ISO offset date-times in the server's own zone (protocol D5). */

const zero = 48;

/**
 * Epoch milliseconds of a wire time; finer fractions are cut. Undefined for anything else, also for the zoneless form
 * of very old servers (`2016-08-30 16:45:57.785`), whose instant nobody can know: show such a text as it is.
 */
export function parsePublishTime(text: string): number | undefined {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':') return undefined;
  // NaN fails every comparison, so a missing digit anywhere ends here.
  if (!(year >= 0 && month >= 1 && month <= 12 && hour <= 23 && minute <= 59)) return undefined;
  if (!(day >= 1 && day <= daysIn(year, month))) return undefined;
  let at = 16;
  let second = 0;
  let millisecond = 0;
  if (text[at] === ':') {
    second = digits(text, at + 1, 2);
    if (!(second <= 59)) return undefined;
    at += 3;
    if (text[at] === '.') {
      at += 1;
      const start = at;
      let scale = 100;
      for (; at - start < 10; at += 1) {
        const digit = text.charCodeAt(at) - zero;
        if (!(digit >= 0 && digit <= 9)) break;
        millisecond += digit * scale;
        scale = at - start < 2 ? scale / 10 : 0;
      }
      if (at === start) return undefined;
    }
  }
  const offset = offsetMinutes(text, at);
  if (offset === undefined) return undefined;
  const date = Date.UTC(2000, month - 1, day, hour, minute, second, millisecond);
  // Date.UTC reads years below 100 as 19xx, so those are set on their own.
  const instant =
    year < 100
      ? new Date(date).setUTCFullYear(year, month - 1, day)
      : Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  return instant - offset * 60_000;
}

/** An instant as the producer frame wants it (protocol D4, `eventTime`). */
export function formatEventTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetMinutes(text: string, at: number): number | undefined {
  const sign = text[at];
  if (sign === 'Z') return text.length === at + 1 ? 0 : undefined;
  if (sign !== '+' && sign !== '-') return undefined;
  const hours = digits(text, at + 1, 2);
  const minutes = text[at + 3] === ':' ? digits(text, at + 4, 2) : Number.NaN;
  if (!(hours <= 18 && minutes <= 59) || text.length !== at + 6) return undefined;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}

function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
