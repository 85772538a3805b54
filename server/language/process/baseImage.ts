import { lexShellText, ShellLexError } from '../dockerfile/shellLexer';
import type { Dockerfile, Stage } from '../dockerfile/syntax';

/**
 * The image name of a stage's FROM with the defaults of the ARGs above the first FROM filled in.
 * Undefined where a variable has no default: only `--build-arg` or the builder knows it then.
 */
export function baseImageName(dockerfile: Dockerfile, stage: Stage): string | undefined {
  const written = stage.from.image?.text;
  if (written === undefined) return undefined;
  const name = expandGlobal(dockerfile, written, globalArguments(dockerfile));
  return name === '' ? undefined : name;
}

function globalArguments(dockerfile: Dockerfile): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const instruction of dockerfile.globalInstructions) {
    if (instruction.keyword !== 'ARG') continue;
    for (const { name, value } of instruction.pairs) {
      const expanded = value && expandGlobal(dockerfile, value.text, values);
      if (expanded === undefined) values.delete(name.text);
      else values.set(name.text, expanded);
    }
  }
  return values;
}

function expandGlobal(dockerfile: Dockerfile, text: string, values: ReadonlyMap<string, string>): string | undefined {
  try {
    const { result, variables } = lexShellText(text, (name) => values.get(name), { escape: dockerfile.escape });
    const hidden = variables.some(({ name, modifier }) => !values.has(name) && (isSetByBuilder(name) || !unsetIsDefined.has(modifier)));
    return hidden ? undefined : result;
  } catch (error) {
    if (error instanceof ShellLexError) return undefined;
    throw error;
  }
}

/** With these modifiers a variable without a value still gives a known text. */
const unsetIsDefined: ReadonlySet<string> = new Set(['-', ':-', '+', ':+']);

/** The platform ARGs have a value at build time only. */
function isSetByBuilder(name: string): boolean {
  return /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/.test(name);
}
