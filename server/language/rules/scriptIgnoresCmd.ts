import { readScript } from '../process/scriptBehaviour';
import { eachCommand, entrypointScript } from './entrypointScript';
import { ownInstruction } from './ownCommand';
import type { Rule, RuleFact } from './rule';

export interface ScriptIgnoresCmdFact extends RuleFact {
  readonly script: string;
}

/** CMD behind an ENTRYPOINT that is a script of the build context which never uses its arguments. */
export const scriptIgnoresCmd: Rule<ScriptIgnoresCmdFact> = {
  id: 'script-ignores-cmd',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts }) {
    return eachCommand(dockerfile, facts, ({ stage, entrypoint, cmd }) => {
      const instruction = ownInstruction(stage, 'CMD', cmd);
      if (!instruction || cmd.value?.length === 0 || entrypoint.from !== 'stage' || entrypoint.form !== 'exec' || !entrypoint.value) return [];
      const script = entrypointScript(dockerfile, stage, entrypoint.value, facts);
      const behaviour = script && readScript(script.text);
      return behaviour && !behaviour.usesArguments ? [{ span: instruction.keywordSpan, script: script.path }] : [];
    });
  },
  message: ({ script }) =>
    `This CMD has no effect: its words become arguments of ${script}, which does not use them. The words behind \`docker run IMAGE\` are lost the same way. End the script with \`exec "$@"\`, or remove CMD.`,
};
