import { mountSwitches, mountTypes, sharingModes } from '../mountTable';
import { parseMountOptions, type MountOption } from '../mounts';
import type { Flag, Instruction, Problem, Span } from '../syntax';

type MountFault = { readonly message: string; readonly span: Span };

/** A value with its variables replaced, or undefined where only the build knows it. */
export type MountValue = (written: string) => string | undefined;

/** Go's `strconv.ParseBool`. */
const booleans = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);
const mountKeys = new Set([
  'type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro', 'readwrite', 'rw', 'required', 'size',
  'id', 'sharing', 'mode', 'uid', 'gid', 'env',
]);

/** The first fault of each RUN --mount that no variable decides, with BuildKit's words (commands_runmount.go `parseMount`). */
export function mountProblems(instruction: Instruction): Problem[] {
  if (instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap((flag) => {
    const fault = flag.name === 'mount' && flag.value !== undefined ? mountFault(flag, (written) => (written.includes('$') ? undefined : written)) : undefined;
    return fault ? [{ code: 'invalid-mount', ...fault, severity: 'error' as const }] : [];
  });
}

/** The first fault of one RUN --mount. */
export function mountFault(flag: Flag, valueOf: MountValue): MountFault | undefined {
  const whole = flag.valueSpan ?? flag.span;
  if (flag.value === '') return { message: 'failed to parse csv mounts: EOF', span: whole };
  // Quotes part the fields in another way; so few write them that nothing is said there.
  if (flag.value!.includes('"')) return undefined;
  const options = parseMountOptions(flag);
  const variable = options.find(({ key, value }) => key === 'from' && value !== undefined && /\$./.test(value));
  if (variable) return { message: "'from' doesn't support variable expansion, define alias stage instead", span: variable.span };
  const values = new Map<string, string | undefined>();
  let type: string | undefined = 'bind';
  for (const option of options) {
    const value = option.value === undefined ? undefined : valueOf(option.value);
    const message = optionFault(option, value, type);
    if (message) return { message, span: option.span };
    if (option.key === 'type') type = value?.toLowerCase();
    values.set(aliases[option.key] ?? option.key, value);
  }
  const message = type === undefined ? undefined : combinationFault(type, values);
  return message ? { message, span: whole } : undefined;
}

const aliases: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target' };

/** The value is undefined where it is missing or not known. */
function optionFault({ key, value: written, text }: MountOption, value: string | undefined, type: string | undefined): string | undefined {
  if (written === undefined && !mountSwitches.has(key)) return `invalid field '${text}' must be a key=value pair`;
  if (!mountKeys.has(key)) return `unexpected key '${key}' in '${text}'`;
  if (type !== undefined && key === 'required' && type !== 'secret' && type !== 'ssh') return wrongType(key, type);
  if (type !== undefined && key === 'size' && type !== 'tmpfs') return wrongType(key, type);
  return value === undefined ? undefined : valueFault(key, value);
}

function wrongType(key: string, type: string): string {
  return `unexpected key '${key}' for mount type '${type}'`;
}

function valueFault(key: string, value: string): string | undefined {
  switch (key) {
    case 'type':
      return mountTypes.some((type) => type === value.toLowerCase()) ? undefined : `unsupported mount type ${JSON.stringify(value)}`;
    case 'sharing':
      return sharingModes.some((mode) => mode === value.toLowerCase()) ? undefined : `unsupported sharing value ${JSON.stringify(value)}`;
    case 'mode':
      return /^[0-7]+$/.test(value) && parseInt(value, 8) <= 0xffff_ffff ? undefined : `invalid value ${value} for mode`;
    case 'uid':
    case 'gid':
      return /^\d+$/.test(value) && Number(value) <= 0xffff_ffff ? undefined : `invalid value ${value} for ${key}`;
    case 'size':
      return isSize(value) ? undefined : `invalid value for size: ${value}`;
    default:
      return mountSwitches.has(key) && !booleans.has(value) ? `invalid value for ${key}: ${value}` : undefined;
  }
}

/** docker/go-units `RAMInBytes`: a number, a blank at most, and a unit with or without `b` or `ib`. */
function isSize(text: string): boolean {
  return /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?: |(?<=\d|\.))(?:b|[kmgtp](?:i?b)?)?$/i.test(text);
}

/** Fields that exclude one another, in the order in which BuildKit looks. A value that is not known counts as none. */
function combinationFault(type: string, values: ReadonlyMap<string, string | undefined>): string | undefined {
  const has = (key: string): boolean => Boolean(values.get(key));
  const mayHave = (key: string): boolean => values.has(key) && values.get(key) !== '';
  if (type === 'bind' || type === 'tmpfs') {
    const owner = ['mode', 'uid', 'gid'].find(has);
    if (owner) return `${owner} not allowed for ${JSON.stringify(type)} type mounts`;
  }
  if (type === 'secret') {
    if (has('from')) return 'secret mount should not have a from';
    if (has('sharing')) return 'secret mount should not define sharing';
    if (!['source', 'target', 'id'].some(mayHave)) return 'invalid secret mount. one of source, target required';
    if (has('source') && has('id')) return "both source and id can't be set";
  }
  if (has('sharing') && type !== 'cache') return `invalid cache sharing set for ${type} mount`;
  return type === 'ssh' && has('source') ? 'ssh does not support source' : undefined;
}

/** The target of a mount that needs one: empty where none is written, undefined where it is not known. */
export function mountTarget(flag: Flag, valueOf: MountValue): string | undefined {
  const options = parseMountOptions(flag);
  const last = (...keys: string[]): string | undefined => options.findLast(({ key }) => keys.includes(key))?.value;
  const type = valueOf(last('type') ?? 'bind')?.toLowerCase();
  if (type === undefined || type === 'secret' || type === 'ssh' || flag.value!.includes('"')) return undefined;
  return valueOf(last('target', 'dst', 'destination') ?? '');
}
