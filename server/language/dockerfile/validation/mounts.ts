import { parseMountOptions } from '../mounts';
import type { Instruction, Problem } from '../syntax';

const mountTypes = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const mountKeys = new Set([
  'type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro', 'readwrite', 'rw', 'required', 'size',
  'id', 'sharing', 'mode', 'uid', 'gid', 'env',
]);
const keysWithoutValue = new Set(['readonly', 'ro', 'readwrite', 'rw', 'required']);

/** Faults of RUN --mount, with BuildKit's words (commands_runmount.go `parseMount`). Values with variables are left alone. */
export function mountProblems(instruction: Instruction): Problem[] {
  if (instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap((flag) => {
    if (flag.name !== 'mount' || flag.value === undefined) return [];
    return parseMountOptions(flag).flatMap(({ key, value, span, text }) => {
      const message = mountFault(key, value, text);
      return message ? [{ code: 'invalid-mount', message, span, severity: 'error' as const }] : [];
    });
  });
}

function mountFault(key: string, value: string | undefined, text: string): string | undefined {
  if (value === undefined) return keysWithoutValue.has(key) ? undefined : `invalid field '${text}' must be a key=value pair`;
  if (!mountKeys.has(key)) return `unexpected key '${key}' in '${text}'`;
  if (value.includes('$')) return undefined;
  if (key === 'type' && !mountTypes.includes(value.toLowerCase())) return `unsupported mount type ${JSON.stringify(value)}`;
  if (key === 'sharing' && !['shared', 'private', 'locked'].includes(value.toLowerCase())) return `unsupported sharing value ${JSON.stringify(value)}`;
  return undefined;
}
