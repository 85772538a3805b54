import type { CommandInstruction, Dockerfile, JsonWord } from '../dockerfile/syntax';
import type { CommandPart } from '../process/commandParts';
import { shellCallOf } from '../process/shellIdentity';
import { commandName, parseShellText } from '../process/shellText';
import { stageCommands } from '../process/stageCommand';
import { planExecForm } from './execForm';
import type { ExecFormPlan } from './execFormPlan';
import { ownInstruction } from './ownCommand';
import type { Fix, Rule, RuleFact, SpanEdit } from './rule';
import { planShellExecForm } from './shellExecForm';

export interface EntrypointIgnoresArgumentsFact extends RuleFact {
  /** Line of the ENTRYPOINT; undefined where the base image has it. */
  readonly line: number | undefined;
  readonly shellForm: boolean;
  readonly fix: Fix | undefined;
}

/**
 * CMD behind an ENTRYPOINT that is a shell with a text: CMD's words become `$0`, `$1`, … of that text, which does not use
 * them. Words of `docker run` are lost the same way. Observed with Engine 20.10 and 26.1.
 */
export const entrypointIgnoresArguments: Rule<EntrypointIgnoresArgumentsFact> = {
  id: 'entrypoint-ignores-arguments',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {} } }) {
    const images = stageCommands(dockerfile, build);
    return dockerfile.stages.flatMap((stage) => {
      const { entrypoint, cmd, windows, system } = images[stage.index]!;
      const instruction = ownInstruction(stage, 'CMD', cmd);
      if (!instruction?.command || windows || cmd.value?.length === 0 || entrypoint.brokenJson || !entrypoint.value) return [];
      const call = shellCallOf(entrypoint.value, system);
      if (typeof call !== 'object' || call.text.trim() === '' || call.parameters.length > 0 || usesParameters(call.text)) return [];
      const own = ownInstruction(stage, 'ENTRYPOINT', entrypoint);
      const fix = own && planFix(dockerfile, own, instruction, call.text);
      return [{ span: instruction.keywordSpan, line: entrypoint.line, shellForm: isShellForm(entrypoint), fix }];
    });
  },
  message({ line, shellForm, fix }) {
    const owner = line === undefined ? 'ENTRYPOINT of the base image' : `ENTRYPOINT of line ${line}`;
    const cause = shellForm ? `${owner} is shell form` : `${owner} is a shell with a text of its own`;
    const advice = shellForm ? 'Write ENTRYPOINT as a JSON list' : 'Name the program in ENTRYPOINT without a shell, or write "$@" in the text and one more word behind it';
    return `This CMD does not reach the program: ${cause}, which ignores CMD and the words behind \`docker run IMAGE\`. ${advice}, or remove CMD.${fix ? '' : ' There is no automatic fix: whether these words fit the program is not certain.'}`;
  },
  fix: ({ fix }) => fix,
};

function isShellForm({ form }: CommandPart): boolean {
  return form === 'shell';
}

/** `$0`, `$1`, `$@`, `$*`, `$#`, `${1:-…}`, `shift`, and a `for` without `in` use the words behind the text. */
function usesParameters(text: string): boolean {
  return /\$\{?[#!]?[@*#0-9]|\bshift\b|\bgetopts\b|\bBASH_ARG|\bfor\s+\w+\s*(?:;|\n|do\b)/.test(text);
}

/** Only where CMD holds options, or ENTRYPOINT is a script that takes commands: other words may be meant otherwise. */
function planFix(dockerfile: Dockerfile, entrypoint: CommandInstruction, cmd: CommandInstruction, text: string): Fix | undefined {
  const cmdEdits = listEdits(cmd);
  const firstWord = cmd.command?.form === 'exec' ? cmd.command.words[0]?.value : cmd.command?.text.text;
  const { items } = parseShellText(text);
  const program = commandName(items.at(-1)?.words.find((word) => word !== 'exec') ?? '');
  const isScript = /\.(sh|bash)$|entrypoint$/.test(program);
  if (!cmdEdits || firstWord === undefined || !(firstWord.startsWith('-') || isScript)) return undefined;
  const plan = dockerfile.escape === '`' ? undefined : entrypointPlan(entrypoint);
  if (plan?.kind !== 'edits') return undefined;
  return { title: 'Let ENTRYPOINT pass CMD on to the program', edits: [...plan.edits, ...cmdEdits] };
}

/** What makes CMD a JSON list: nothing where it is one. */
function listEdits({ command }: CommandInstruction): readonly SpanEdit[] | undefined {
  if (command?.form === 'exec') return [];
  const plan = command && planExecForm(command.text, command.brokenJson);
  return plan?.kind === 'edits' ? plan.edits : undefined;
}

function entrypointPlan({ command }: CommandInstruction): ExecFormPlan | undefined {
  if (command?.form === 'exec') return parametersPlan(command.words[command.words.length - 1]);
  if (command?.form !== 'shell') return undefined;
  const plan = planExecForm(command.text, command.brokenJson);
  return plan.kind === 'edits' ? plan : planShellExecForm(command.text, plan.reason, { passArguments: true });
}

/** Adds `"$@"` to the text of `["sh", "-c", "text"]`, and the word that becomes its `$0`. */
function parametersPlan(word: JsonWord | undefined): ExecFormPlan | undefined {
  const last = parseShellText(word?.value ?? '').items.at(-1);
  if (!word || last?.kind !== 'simple' || last.redirected || last.background || !word.value.endsWith(last.text)) return undefined;
  const at = (offset: number, newText: string): SpanEdit => ({ span: { start: offset, end: offset }, newText });
  return { kind: 'edits', edits: [at(word.span.end - 1, ' \\"$@\\"'), at(word.span.end, ', "--"')] };
}
