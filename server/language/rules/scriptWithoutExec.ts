import { shortenCommand } from '../process/commandLine';
import { readScript } from '../process/scriptBehaviour';
import { eachCommand, entrypointScript } from './entrypointScript';
import { ownInstruction } from './ownCommand';
import type { Rule, RuleFact } from './rule';

export interface ScriptWithoutExecFact extends RuleFact {
  readonly script: string;
  readonly command: string;
  /** 1-based line in the script. */
  readonly line: number;
}

/**
 * The container starts with a script of the build context that starts its program as a child: the shell stays PID 1 and
 * passes no signal on. Where the script looks after signals itself, or comes behind an init, nothing is said.
 */
export const scriptWithoutExec: Rule<ScriptWithoutExecFact> = {
  id: 'script-without-exec',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts }) {
    return eachCommand(dockerfile, facts, ({ stage, entrypoint, cmd }) => {
      const keyword = entrypoint.from === 'none' || entrypoint.from === 'unknown' ? 'CMD' : 'ENTRYPOINT';
      const part = keyword === 'CMD' ? cmd : entrypoint;
      const instruction = ownInstruction(stage, keyword, part);
      if (instruction?.command?.form !== 'exec' || !part.value || (keyword === 'CMD' && entrypoint.from === 'unknown')) return [];
      const script = entrypointScript(dockerfile, stage, part.value, facts);
      const child = script && readScript(script.text)?.child;
      return child ? [{ span: instruction.keywordSpan, script: script.path, ...child }] : [];
    });
  },
  message: ({ script, command, line }) =>
    `Line ${line} of ${script} starts \`${shortenCommand(command, 40)}\` as a child of the shell. The shell is process 1 and passes no signal on, so docker stop waits 10 seconds and kills the program. Write \`exec ${shortenCommand(command, 40)}\` there.`,
};
