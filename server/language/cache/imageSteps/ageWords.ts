import { count } from '../../wording';
import type { BuiltImage } from './machineImages';

const units = [
  [60, 'minute'],
  [3_600, 'hour'],
  [86_400, 'day'],
] as const;

/** `made 3 hours ago`; undefined where the image does not say when, as after a reproducible build. */
export function ageWords({ created }: BuiltImage, now: number): string | undefined {
  if (created <= 0) return undefined;
  const seconds = Math.max(0, Math.floor(now / 1_000) - created);
  const [length, unit] = units.findLast(([each]) => seconds >= each) ?? [];
  return length === undefined ? 'made just now' : `made ${count(Math.floor(seconds / length), unit!)} ago`;
}
