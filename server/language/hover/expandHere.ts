import type { DockerfileFacts } from '../dockerfileFacts';
import { Environment } from '../dockerfile/environment';
import { expandText, type Expansion } from '../dockerfile/expansion';
import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { environmentBefore } from '../dockerfile/variables';

const noVariables = new Environment();

/** A text as BuildKit expands it at an instruction. The lines above are only walked where a variable stands in it. */
export function expandHere(dockerfile: Dockerfile, instruction: Instruction, text: string, facts: DockerfileFacts): Expansion {
  const environment = text.includes('$') ? environmentBefore(dockerfile, instruction, facts) : noVariables;
  return expandText(text, environment, dockerfile.escape);
}
