import { formatCount, formatInteger } from '../../lib/format-number.ts';
import { formatDate, formatTime, type TimeZoneChoice } from '../../lib/format-time.ts';
import type { SearchCoverage } from '../../../shared/contract/schemas/search.ts';

export const whatToType =
  'Keys, properties and values of every stream, with the network off too. A hit opens among the messages around it.';

/** "1,204,331 of 1,204,331 stored messages, 09:12 to 14:40". @param today the date of now: other days are named */
export function coverageWords(
  coverage: SearchCoverage,
  lookedAt: number,
  zone: TimeZoneChoice,
  today: string,
): string {
  const { stored, oldestAt, newestAt } = coverage;
  const amount = `${formatInteger(lookedAt)} of ${formatCount(stored, 'stored message')}`;
  return oldestAt === null || newestAt === null
    ? amount
    : `${amount}, ${spanWords(oldestAt, newestAt, zone, today)}`;
}

/** Below this the seconds are told, else both ends would read alike. */
const shortSpanMs = 600_000;

/** To the minute; with the days when there is more than one, once when it is one of the past. */
function spanWords(from: number, to: number, zone: TimeZoneChoice, today: string): string {
  const day = formatDate(from, zone);
  const isOneDay = day === formatDate(to, zone);
  const words = (at: number): string => {
    const time = formatTime(at, zone).slice(0, to - from < shortSpanMs ? 8 : 5);
    return isOneDay ? time : `${formatDate(at, zone)} ${time}`;
  };
  return `${isOneDay && day !== today ? `${day} ` : ''}${words(from)} to ${words(to)}`;
}
