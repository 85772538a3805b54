import type { CommandInstruction } from '../dockerfile/syntax';
import { planExecForm, type ExecFormPlan } from './execForm';
import type { Rule, RuleFact } from './rule';
import { walkStages, type WalkedStage } from './stageWalk';

export interface JsonArgsRecommendedFact extends RuleFact {
  readonly keyword: string;
  readonly plan: ExecFormPlan;
}

/** What of a stage the children inherit. */
interface CommandState {
  hasShell: boolean;
  hasCommand: boolean;
}

/** CMD or ENTRYPOINT in shell form, unless SHELL names the shell on purpose (BuildKit `dispatchCmd`, `dispatchEntrypoint`). */
export const jsonArgsRecommended: Rule<JsonArgsRecommendedFact> = {
  id: 'json-args-recommended',
  severity: 'warning',
  alsoKnownAs: ['JSONArgsRecommended', 'DL3025'],
  check({ dockerfile, facts: { build = {} } }) {
    const found: { instruction: CommandInstruction; state: CommandState }[] = [];
    const states = new Map<WalkedStage, CommandState>();
    walkStages(dockerfile, build, (instruction, at) => {
      const state = states.get(at) ?? inherited(at, states, Boolean(at.image && build.baseImages?.(at.image)?.shell?.length));
      states.set(at, state);
      if (instruction.keyword === 'SHELL') state.hasShell ||= instruction.command?.form === 'exec';
      if (instruction.keyword === 'CMD') state.hasCommand = true;
      if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') return;
      if (instruction.command?.form !== 'exec' && !state.hasShell) found.push({ instruction, state });
    });
    return found.map(({ instruction, state }) => ({
      span: instruction.keywordSpan,
      keyword: instruction.keyword,
      plan: planFor(instruction, state.hasCommand),
    }));
  },
  message({ keyword, plan }) {
    const reason = plan.kind === 'blocked' ? ` There is no automatic fix: ${plan.reason}.` : '';
    return `This ${keyword} runs under a shell, which may stay process 1 and keep stop signals from the program. Write the command as a JSON list.${reason}`;
  },
  fix: ({ plan }) => (plan.kind === 'edits' ? { title: 'Write the command as a JSON list', edits: plan.edits } : undefined),
};

function inherited({ parent }: WalkedStage, states: ReadonlyMap<WalkedStage, CommandState>, imageHasShell: boolean): CommandState {
  const above = parent && states.get(parent);
  return above ? { ...above } : { hasShell: imageHasShell, hasCommand: false };
}

function planFor({ keyword, command }: CommandInstruction, hasCommand: boolean): ExecFormPlan {
  if (command?.form !== 'shell') return { kind: 'blocked', reason: 'there is no command' };
  if (keyword === 'ENTRYPOINT' && hasCommand) return { kind: 'blocked', reason: 'the words of CMD, which the shell drops, would become arguments' };
  return planExecForm(command.text, command.brokenJson);
}
