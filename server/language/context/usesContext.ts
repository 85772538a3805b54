import type { Dockerfile, Flag, Instruction } from '../dockerfile/syntax';
import { parseMountOptions } from '../dockerfile/mounts';

/** True where a build takes files from its context: COPY and ADD without `--from`, and bind mounts without `from`. */
export function usesContext(dockerfile: Dockerfile): boolean {
  return dockerfile.instructions.some(takesFiles);
}

function takesFiles(instruction: Instruction): boolean {
  switch (instruction.keyword) {
    case 'ONBUILD':
      return instruction.trigger !== undefined && takesFiles(instruction.trigger);
    case 'COPY':
    case 'ADD':
      return !instruction.flags.some(({ name }) => name === 'from');
    case 'RUN':
      return instruction.flags.some((flag) => flag.name === 'mount' && bindsContext(flag));
    default:
      return false;
  }
}

/** A mount without `type` is a bind mount. */
function bindsContext(flag: Flag): boolean {
  const options = parseMountOptions(flag);
  const type = options.find(({ key }) => key === 'type')?.value ?? 'bind';
  return type.toLowerCase() === 'bind' && !options.some(({ key }) => key === 'from');
}
