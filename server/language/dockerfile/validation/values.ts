import { parseImageReference } from '../../imageReference';
import type { CopyInstruction, Flag, HealthcheckInstruction, Instruction, Problem, Span, Stage, Word } from '../syntax';
import { portFault } from './ports';

type ValueFault = { readonly code: string; readonly message: string; readonly span: Span };

/**
 * Values that BuildKit rejects when it turns instructions into steps (dockerfile2llb/convert.go), with its words. A value
 * with a variable, a quote or an escape in it is left alone: what it becomes is not known here.
 */
export function valueProblems(instruction: Instruction, stagesByName: ReadonlyMap<string, Stage>): Problem[] {
  return valueFaults(instruction, stagesByName).map((fault) => ({ ...fault, severity: 'error' }));
}

function valueFaults(instruction: Instruction, stagesByName: ReadonlyMap<string, Stage>): ValueFault[] {
  switch (instruction.keyword) {
    case 'FROM':
      return instruction.image ? imageFaults(instruction.image, stagesByName) : [];
    case 'EXPOSE':
      return instruction.words.filter(isPlain).flatMap((word) => faultAt('invalid-port', word.span, portFault(word.text)));
    case 'STOPSIGNAL':
      return instruction.value && isPlain(instruction.value) ? faultAt('invalid-signal', instruction.value.span, signalFault(instruction.value.text)) : [];
    case 'HEALTHCHECK':
      return healthcheckFaults(instruction);
    case 'RUN':
      return instruction.flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, runFlagFault(flag)));
    case 'COPY':
    case 'ADD':
      return copyFaults(instruction);
    default:
      return [];
  }
}

function faultAt(code: string, span: Span, message: string | undefined): ValueFault[] {
  return message === undefined ? [] : [{ code, message, span }];
}

function isPlain({ text }: Word): boolean {
  return text !== '' && !/[$"'\\`]/.test(text);
}

function imageFaults(image: Word, stagesByName: ReadonlyMap<string, Stage>): ValueFault[] {
  const { text, span } = image;
  if (!isPlain(image) || text === 'scratch' || stagesByName.has(text) || parseImageReference(text)) return [];
  return faultAt('invalid-image-name', span, `failed to parse stage name ${JSON.stringify(text)}: invalid reference format`);
}

/** Signals of Linux, without SIG (moby/sys/signal). */
const signals = new Set(
  `ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN
   TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ`.split(/\s+/),
);

function signalFault(text: string): string | undefined {
  if (/^[+-]?\d+$/.test(text)) return Number(text) === 0 ? `invalid signal: ${text}` : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return signals.has(name) || /^RTM(IN(\+\d+)?|AX(-\d+)?)$/.test(name) ? undefined : `invalid signal: ${text}`;
}

function healthcheckFaults({ type, flags }: HealthcheckInstruction): ValueFault[] {
  if (type?.text.toUpperCase() === 'NONE') return [];
  return flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, healthcheckFlagFault(flag)));
}

function healthcheckFlagFault({ name, value }: Flag): string | undefined {
  if (!value) return undefined;
  if (name === 'retries') {
    if (!/^[+-]?\d+$/.test(value)) return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
    return Number(value) < 0 ? `--retries cannot be negative (${Number(value)})` : undefined;
  }
  return ['interval', 'timeout', 'start-period', 'start-interval'].includes(name) ? durationFault(name, value) : undefined;
}

/** Seconds in each unit of Go's `time.ParseDuration`. */
const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

function durationFault(name: string, value: string): string | undefined {
  const invalid = `time: invalid duration ${JSON.stringify(value)}`;
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(value)!;
  if (rest === '0') return undefined;
  const parts = [...rest.matchAll(/(\d+\.?\d*|\.\d+)([^\d.]*)/g)];
  if (rest === '' || parts.map(([part]) => part).join('') !== rest) return invalid;
  const bad = parts.find((part) => !Object.hasOwn(units, part[2]!));
  if (bad) return bad[2] === '' ? `time: missing unit in duration ${JSON.stringify(value)}` : `time: unknown unit ${JSON.stringify(bad[2])} in duration ${JSON.stringify(value)}`;
  const seconds = parts.reduce((sum, part) => sum + Number(part[1]) * units[part[2]!]!, 0);
  return seconds !== 0 && (sign === '-' || seconds < 0.001) ? `Interval ${JSON.stringify(name)} cannot be less than 1ms` : undefined;
}

function runFlagFault({ name, value }: Flag): string | undefined {
  if (!value || value.includes('$')) return undefined;
  if (name === 'network' && !['default', 'none', 'host'].includes(value)) return `invalid network mode ${JSON.stringify(value)}`;
  if (name === 'security' && !['insecure', 'sandbox'].includes(value)) return `security ${JSON.stringify(value)} is not valid`;
  return undefined;
}

function copyFaults(copy: CopyInstruction): ValueFault[] {
  const ofFlags = copy.flags.flatMap((flag) => faultAt('invalid-flag-value', flag.valueSpan ?? flag.span, copyFlagFault(copy, flag)));
  const url = copy.keyword === 'COPY' ? copy.sources.find(({ text }) => /^https?:\/\//.test(text)) : undefined;
  return [...ofFlags, ...(url ? faultAt('copy-from-url', url.span, "source can't be a URL for COPY") : [])];
}

function copyFlagFault({ keyword }: CopyInstruction, { name, value }: Flag): string | undefined {
  if (!value) return undefined;
  if (name === 'from' && keyword === 'COPY' && /\$[A-Za-z_{]/.test(value)) {
    return 'variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround';
  }
  const isMode = name === 'chmod' && /^\d+$/.test(value);
  if (isMode && (!/^[0-7]+$/.test(value) || parseInt(value, 8) > 0o7777)) return `invalid chmod parameter: '${value}'. it should be octal string and between 0 and 07777`;
  return undefined;
}
