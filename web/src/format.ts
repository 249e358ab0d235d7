const locale = 'en';

const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' });
const exactTime = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const clockTime = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const fullDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  { unit: 'second', seconds: 1, below: minute },
  { unit: 'minute', seconds: minute, below: hour },
  { unit: 'hour', seconds: hour, below: day },
  { unit: 'day', seconds: day, below: 30 * day },
  { unit: 'month', seconds: 30 * day, below: 365 * day },
  { unit: 'year', seconds: 365 * day, below: Infinity },
] as const;

const justNowSeconds = 10;

/** "3 minutes ago". A clock that is a little ahead of ours still reads as now. */
export function relative(iso: string, nowMillis: number): string {
  const seconds = Math.round((nowMillis - Date.parse(iso)) / 1000);
  if (seconds < justNowSeconds) return 'just now';
  const step = steps.find(({ below }) => seconds < below) ?? steps[0];
  return relativeTime.format(-Math.floor(seconds / step.seconds), step.unit);
}

export function exact(iso: string): string {
  return exactTime.format(new Date(iso));
}

export function clock(iso: string): string {
  return clockTime.format(new Date(iso));
}

/** "Today", "Yesterday", or the date: the headings of a timeline. */
export function dayOf(iso: string, nowMillis: number): string {
  const then = new Date(iso);
  const days = daysBetween(then, new Date(nowMillis));
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return fullDay.format(then);
}

function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / (day * 1000));
}

const sizes = ['bytes', 'kB', 'MB', 'GB'] as const;

/** Decimal units, as shops and operating systems count: 1,500,000 is "1.5 MB". */
export function bytes(count: number): string {
  const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  const value = count / 1000 ** power;
  const number = value < 10 && power > 0 ? oneDecimal.format(value) : whole.format(value);
  return count === 1 ? '1 byte' : `${number} ${sizes[power] ?? 'bytes'}`;
}

/** For a limit: rounded down, so that what is promised also fits. */
export function bytesMax(max: number): string {
  const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, max)) / 3));
  const unit = 1000 ** power;
  return bytes(Math.floor(max / unit) * unit);
}

/** "0.4 s", "12 s", "3 min". */
export function duration(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 10) return `${oneDecimal.format(Math.max(0.1, seconds))} s`;
  if (seconds < 90) return `${whole.format(seconds)} s`;
  return `${whole.format(seconds / minute)} min`;
}

/** "20 s left", rounded so that it does not flicker. */
export function timeLeft(seconds: number): string {
  if (seconds < 5) return 'a moment left';
  if (seconds < 60) return `${String(Math.ceil(seconds / 5) * 5)} s left`;
  if (seconds < hour) return `${String(Math.ceil(seconds / minute))} min left`;
  return `${oneDecimal.format(seconds / hour)} h left`;
}

export function count(value: number): string {
  return whole.format(value);
}
