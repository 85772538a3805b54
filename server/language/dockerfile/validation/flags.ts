import { flagTable } from '../flagTable';
import type { Flag, Instruction, Problem } from '../syntax';

/** Faults of builder flags, with BuildKit's words (instructions/bflag.go `Parse`). */
export function flagProblems(instruction: Instruction): Problem[] {
  const { keyword } = instruction;
  if (instruction.flags.length === 0) return [];
  // STOPSIGNAL and ARG never look at their flags, and HEALTHCHECK NONE returns before it does.
  if (keyword === 'STOPSIGNAL' || keyword === 'ARG' || keyword === 'UNKNOWN') return [];
  if (keyword === 'HEALTHCHECK' && instruction.type?.text.toUpperCase() === 'NONE') return [];
  const known = flagTable[keyword] ?? {};
  const seen = new Set<string>();
  return instruction.flags.flatMap((flag) => {
    const message = flagFault(flag, known, seen);
    seen.add(flag.name);
    return message ? [{ code: message.code, message: message.text, span: message.onValue ? (flag.valueSpan ?? flag.span) : flag.nameSpan, severity: 'error' as const }] : [];
  });
}

type FlagFault = { readonly code: string; readonly text: string; readonly onValue?: boolean };

function flagFault(flag: Flag, known: Readonly<Record<string, string>>, seen: ReadonlySet<string>): FlagFault | undefined {
  const written = `--${flag.name}`;
  const kind = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
  if (!kind) return { code: 'unknown-flag', text: `unknown flag: ${written}` };
  if (seen.has(flag.name) && kind !== 'strings') return { code: 'duplicate-flag', text: `duplicate flag specified: ${written}` };
  if (kind !== 'boolean') return flag.value === undefined ? missingValue(written) : undefined;
  if (flag.value === '') return missingValue(written);
  const value = (flag.value ?? 'true').toLowerCase();
  if (value === 'true' || value === 'false') return undefined;
  return { code: 'flag-not-boolean', text: `expecting boolean value for flag ${written}, not: ${flag.value}`, onValue: true };
}

function missingValue(written: string): FlagFault {
  return { code: 'flag-without-value', text: `missing a value on flag: ${written}` };
}
