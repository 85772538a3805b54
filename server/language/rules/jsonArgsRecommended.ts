import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { CommandInstruction } from '../dockerfile/syntax';
import { readBrokenJsonList } from '../process/jsonList';
import { planExecForm } from './execForm';
import type { ExecFormPlan } from './execFormPlan';
import type { Rule, RuleFact } from './rule';
import { planShellExecForm } from './shellExecForm';

export interface JsonArgsRecommendedFact extends RuleFact {
  readonly keyword: string;
  /** It is meant as a JSON list. */
  readonly brokenJson: boolean;
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
    const found: { instruction: CommandInstruction; state: CommandState; elsewhere: WalkedStage['elsewhere'] }[] = [];
    const states = new Map<WalkedStage, CommandState>();
    walkStages(dockerfile, build, (instruction, at) => {
      const state = states.get(at) ?? inherited(at, states, Boolean(at.image && build.baseImages?.(at.image)?.shell?.length));
      states.set(at, state);
      if (instruction.keyword === 'SHELL') state.hasShell ||= instruction.command?.form === 'exec';
      if (instruction.keyword === 'CMD') state.hasCommand = true;
      if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') return;
      if (instruction.command?.form !== 'exec' && !state.hasShell) found.push({ instruction, state, elsewhere: at.elsewhere });
    });
    return found.map(({ instruction, state, elsewhere }) => ({
      ...elsewhere,
      span: instruction.keywordSpan,
      keyword: instruction.keyword,
      brokenJson: isBrokenList(instruction),
      plan: planFor(instruction, state.hasCommand, dockerfile.escape === '`'),
    }));
  },
  message({ keyword, brokenJson, plan }) {
    if (brokenJson) return `This ${keyword} is no JSON list, although it looks like one, so it runs under a shell, brackets included.${obstacle(plan)}`;
    return `This ${keyword} runs under a shell, which may stay process 1 and keep stop signals from the program. Write the command as a JSON list.${obstacle(plan)}`;
  },
  fix({ plan }) {
    if (plan.kind !== 'edits') return undefined;
    const title = plan.keepsShell === undefined ? 'Write the command as a JSON list' : 'Write the command as a JSON list that keeps the shell, with exec';
    return { title, edits: plan.edits };
  },
};

function isBrokenList({ command }: CommandInstruction): boolean {
  return command?.form === 'shell' && command.brokenJson && readBrokenJsonList(command.text, false) !== undefined;
}

function obstacle(plan: ExecFormPlan): string {
  if (plan.kind === 'blocked') return ` There is no automatic fix: ${plan.reason}.`;
  return plan.keepsShell === undefined ? '' : ` A shell is still needed, because ${plan.keepsShell}; exec puts the program in its place.`;
}

function inherited({ parent }: WalkedStage, states: ReadonlyMap<WalkedStage, CommandState>, imageHasShell: boolean): CommandState {
  const above = parent && states.get(parent);
  return above ? { ...above } : { hasShell: imageHasShell, hasCommand: false };
}

/** On Windows the shell is another one, which has no `exec`. */
function planFor({ keyword, command }: CommandInstruction, hasCommand: boolean, isWindows: boolean): ExecFormPlan {
  if (command?.form !== 'shell') return { kind: 'blocked', reason: 'there is no command' };
  const plan = planExecForm(command.text, command.brokenJson);
  if (plan.kind === 'edits' && keyword === 'ENTRYPOINT' && hasCommand) return { kind: 'blocked', reason: 'the words of CMD, which the shell drops, would become arguments' };
  if (plan.kind === 'edits' || command.brokenJson || isWindows || / line$/.test(plan.reason)) return plan;
  return planShellExecForm(command.text, plan.reason);
}
