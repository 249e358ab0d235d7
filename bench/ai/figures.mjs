// Figures of processes and of samples.
import { readFileSync } from 'node:fs';

const TICK_MICROS = 10_000;

/** CPU a process has used so far, all its threads, in microseconds. */
export function cpuMicros(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** Resident memory in MiB. */
export function residentMiB(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
}

export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

export const median = (values) => quantile(values, 0.5);
export const spread = (values) => ({ median: median(values), min: Math.min(...values), max: Math.max(...values) });
export const round = (value, digits = 0) => Number(value.toFixed(digits));
