import { lexShellText, ShellLexError } from '../shellLexer';
import type { Flag, HealthcheckInstruction, Instruction, Problem, Span } from '../syntax';

type ValueFault = { readonly code: string; readonly message: string; readonly span: Span };

/**
 * Values that BuildKit rejects when it turns instructions into steps (dockerfile2llb/convert.go), with its words: flags
 * whose values are never expanded.
 */
export function valueProblems(instruction: Instruction): Problem[] {
  return valueFaults(instruction).map((fault) => ({ ...fault, severity: 'error' }));
}

function valueFaults(instruction: Instruction): ValueFault[] {
  switch (instruction.keyword) {
    case 'HEALTHCHECK':
      return healthcheckFaults(instruction);
    case 'RUN':
      return instruction.flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, runFlagFault(flag)));
    case 'COPY':
      return instruction.flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, fromFault(flag)));
    default:
      return [];
  }
}

function faultAt(code: string, span: Span, message: string | undefined): ValueFault[] {
  return message === undefined ? [] : [{ code, message, span }];
}

function healthcheckFaults({ type, flags }: HealthcheckInstruction): ValueFault[] {
  if (type?.text.toUpperCase() === 'NONE') return [];
  return flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, healthcheckFlagFault(flag)));
}

function healthcheckFlagFault({ name, value }: Flag): string | undefined {
  if (!value) return undefined;
  if (name === 'retries') {
    if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
    if (Math.abs(Number(value)) > 0x7fff_ffff) return `strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range`;
    return Number(value) < 0 ? `--retries cannot be negative (${Number(value)})` : undefined;
  }
  return ['interval', 'timeout', 'start-period', 'start-interval'].includes(name) ? durationFault(name, value) : undefined;
}

/** Seconds in each unit of Go's `time.ParseDuration`. */
const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds that fit into Go's nanoseconds. */
const longestDuration = 9_223_372_036;

function durationFault(name: string, value: string): string | undefined {
  const invalid = `time: invalid duration ${JSON.stringify(value)}`;
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(value)!;
  if (rest === '0') return undefined;
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  if (rest === '' || parts.map(([part]) => part).join('') !== rest) return invalid;
  const bad = parts.find((part) => !Object.hasOwn(units, part[2]!));
  if (bad) return bad[2] === '' ? `time: missing unit in duration ${JSON.stringify(value)}` : `time: unknown unit ${JSON.stringify(bad[2])} in duration ${JSON.stringify(value)}`;
  const seconds = parts.reduce((sum, part) => sum + Number(part[1]) * units[part[2]!]!, 0);
  if (seconds > longestDuration) return invalid;
  return seconds !== 0 && (sign === '-' || seconds < 0.001) ? `Interval ${JSON.stringify(name)} cannot be less than 1ms` : undefined;
}

function runFlagFault({ name, value }: Flag): string | undefined {
  if (value === undefined) return undefined;
  if (name === 'network' && !['default', 'none', 'host'].includes(value)) return `invalid network mode ${JSON.stringify(value)}`;
  if (name === 'security' && !['insecure', 'sandbox'].includes(value)) return `security ${JSON.stringify(value)} is not valid`;
  return name === 'device' && !value.includes('"') ? deviceFault(value) : undefined;
}

/** `NAME[,required]` or `name=NAME` (commands_rundevice.go `ParseDevice`). */
function deviceFault(value: string): string | undefined {
  let device = '';
  for (const field of value.split(',')) {
    const equals = field.indexOf('=');
    const key = field.slice(0, equals < 0 ? undefined : equals).toLowerCase();
    const given = equals < 0 ? undefined : field.slice(equals + 1);
    if (given === undefined ? key === 'required' : key === 'required' && truths.has(given)) continue;
    if (key === 'required') return `invalid value for required: ${given}`;
    if (key === 'name' && given !== undefined) {
      if (device !== '') return `device name already set to ${device}`;
      device = given;
    } else if (device === '') device = field;
    else return given === undefined ? `invalid field '${field}' must be a key=value pair` : `unexpected key '${key}' in '${field}'`;
  }
  return undefined;
}

/** Go's `strconv.ParseBool`. */
const truths: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);

/** COPY --from is no word to expand: what expanding would change is rejected (convert.go `toCommand`). */
function fromFault({ name, value }: Flag): string | undefined {
  if (name !== 'from' || !value || expandsToItself(value)) return undefined;
  return 'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround';
}

function expandsToItself(text: string): boolean {
  if (!/[$"'\\`]/.test(text)) return true;
  try {
    return lexShellText(text, () => undefined, { escape: '\\' }).result === text;
  } catch (error) {
    if (error instanceof ShellLexError) return false;
    throw error;
  }
}
