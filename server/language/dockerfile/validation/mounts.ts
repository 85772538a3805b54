import { mountSwitches, mountTypes, sharingModes } from '../mountTable';
import { parseMountOptions, type MountOption } from '../mounts';
import type { Flag, Instruction, Problem, Span } from '../syntax';

type MountFault = { readonly message: string; readonly span: Span };

/** Go's `strconv.ParseBool`. */
const booleans = new Set(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']);
const mountKeys = new Set([
  'type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro', 'readwrite', 'rw', 'required', 'size',
  'id', 'sharing', 'mode', 'uid', 'gid', 'env',
]);

/** The first fault of each RUN --mount, with BuildKit's words (commands_runmount.go `parseMount`). */
export function mountProblems(instruction: Instruction): Problem[] {
  if (instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap((flag) => {
    const fault = flag.name === 'mount' && flag.value !== undefined ? mountFault(flag) : undefined;
    return fault ? [{ code: 'invalid-mount', ...fault, severity: 'error' as const }] : [];
  });
}

function mountFault(flag: Flag): MountFault | undefined {
  // Quotes part the fields in another way; so few write them that nothing is said there.
  if (flag.value!.includes('"')) return undefined;
  const options = parseMountOptions(flag);
  const variable = options.find(({ key, value }) => key === 'from' && value !== undefined && /\$./.test(value));
  if (variable) return { message: "'from' doesn't support variable expansion, define alias stage instead", span: variable.span };
  let type = 'bind';
  for (const option of options) {
    if (option.key === 'type' && option.value !== undefined) type = option.value.toLowerCase();
    const message = optionFault(option, type);
    if (message) return { message, span: option.span };
  }
  // What the fields mean together is known only where no variable stands in one.
  const message = flag.value!.includes('$') ? undefined : combinationFault(type, options);
  return message ? { message, span: flag.valueSpan ?? flag.span } : undefined;
}

function optionFault({ key, value, text }: MountOption, type: string): string | undefined {
  if (value === undefined && !mountSwitches.has(key)) return `invalid field '${text}' must be a key=value pair`;
  if (!mountKeys.has(key)) return `unexpected key '${key}' in '${text}'`;
  const isTypeKnown = !type.includes('$');
  if (isTypeKnown && key === 'required' && type !== 'secret' && type !== 'ssh') return wrongType(key, type);
  if (isTypeKnown && key === 'size' && type !== 'tmpfs') return wrongType(key, type);
  return value === undefined || value.includes('$') ? undefined : valueFault(key, value);
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
      return /^[0-7]+$/.test(value) ? undefined : `invalid value ${value} for mode`;
    case 'uid':
    case 'gid':
      return /^\d+$/.test(value) ? undefined : `invalid value ${value} for ${key}`;
    default:
      return mountSwitches.has(key) && !booleans.has(value) ? `invalid value for ${key}: ${value}` : undefined;
  }
}

/** Fields that exclude one another, in the order in which BuildKit looks. */
function combinationFault(type: string, options: readonly MountOption[]): string | undefined {
  const has = (...keys: string[]): boolean => options.some(({ key, value }) => keys.includes(key) && value !== undefined && value !== '');
  if (type === 'bind' || type === 'tmpfs') {
    const owner = ['mode', 'uid', 'gid'].find((key) => has(key));
    if (owner) return `${owner} not allowed for ${JSON.stringify(type)} type mounts`;
  }
  if (type === 'secret') {
    if (has('from')) return 'secret mount should not have a from';
    if (has('sharing')) return 'secret mount should not define sharing';
    if (!has('source', 'src', 'target', 'dst', 'destination', 'id')) return 'invalid secret mount. one of source, target required';
    if (has('source', 'src') && has('id')) return "both source and id can't be set";
  }
  return has('sharing') && type !== 'cache' ? `invalid cache sharing set for ${type} mount` : undefined;
}
