import { agoWords } from '../../../protocol/agoWords';
import type { BuiltImage } from './machineImages';

/** `made 3 hours ago`; undefined where the image does not say when, as after a reproducible build. */
export function ageWords({ created }: BuiltImage, now: number): string | undefined {
  return created <= 0 ? undefined : `made ${agoWords(created, now)}`;
}
