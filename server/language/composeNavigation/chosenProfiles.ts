import { parseDotenv } from '../compose/dotenv';
import type { NameOccurrence } from './nameOccurrences';

/** The profiles that `COMPOSE_PROFILES` names in a `.env` file, each with its place. */
export function chosenProfiles(path: string, text: string): readonly NameOccurrence[] {
  return parseDotenv(text).entries.flatMap(({ name: variable, value, span }): NameOccurrence[] => {
    if (variable !== 'COMPOSE_PROFILES' || value === undefined) return [];
    const from = span.start + variable.length;
    const [written = ''] = /^[^\r\n]*?(?=\s#|[\r\n]|$)/.exec(text.slice(from, span.end)) ?? [];
    // Where a variable takes part, what is written is not what counts.
    if (written.includes('$')) return [];
    return [...written.matchAll(/[^\s,"'=:]+/g)].map(({ index, 0: name }) => {
      const start = from + index;
      return { kind: 'profile', name, role: 'use', place: { path, span: { start, end: start + name.length } }, isExact: true, isExtended: false, inFile: undefined, value: undefined };
    });
  });
}
