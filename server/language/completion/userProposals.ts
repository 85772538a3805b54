import { lastStagesByName } from '../dockerfile/stages';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/syntax';
import { stageOf } from '../dockerfile/stages';
import type { Proposal } from './proposal';

/** Stages that build on one another are followed this far. */
const longestStageChain = 50;

/** A script longer than this is not searched. */
const longestScript = 20_000;

/** Options of useradd (shadow) and adduser (Debian, BusyBox) that take the next word. */
const optionsWithValue = new Set([
  '-b', '-c', '-d', '-e', '-f', '-g', '-G', '-h', '-k', '-K', '-p', '-R', '-s', '-u', '-Z',
  '--base-dir', '--comment', '--conf', '--expiredate', '--firstgid', '--firstuid', '--gecos', '--gid', '--group-name', '--groups', '--home', '--home-dir',
  '--inactive', '--ingroup', '--lastgid', '--lastuid', '--password', '--root', '--shell', '--skel', '--uid',
]);

/** Users that a USER or --chown can name: those that RUN created above, in this stage and those it builds on, then root and nobody. */
export function userProposals(dockerfile: Dockerfile, instruction: Instruction): Proposal[] {
  const created = new Set<string>();
  const byName = lastStagesByName(dockerfile.stages);
  let stage = stageOf(dockerfile, instruction);
  for (let depth = 0; stage && depth < longestStageChain; depth++) {
    for (const name of usersOf(stage, instruction.span.start)) created.add(name);
    const base: Stage | undefined = byName.get(stage.from.image?.text.toLowerCase() ?? '');
    stage = base && base.index < stage.index ? base : undefined;
  }
  const own = [...created].map((label): Proposal => ({ label, kind: 'user', detail: 'created above', textId: 'dockerfile/USER' }));
  const usual = ['root', 'nobody'].filter((name) => !created.has(name)).map((label): Proposal => ({ label, kind: 'user', textId: 'dockerfile/USER' }));
  return [...own, ...usual];
}

function usersOf({ instructions }: Stage, end: number): string[] {
  return instructions
    .filter((one) => one.keyword === 'RUN' && one.span.start < end)
    .flatMap(({ argumentText, heredocs }) => [argumentText.text, ...heredocs.map(({ content }) => content)])
    .flatMap((script) => createdUsers(script.slice(0, longestScript)));
}

/** The names that `useradd` and `adduser` get in a script. */
export function createdUsers(script: string): string[] {
  const users: string[] = [];
  for (const [, words] of script.matchAll(/\b(?:useradd|adduser)((?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|[^\s;&|<>"']+))+)/g)) {
    const name = firstOperand(words!.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []);
    if (name !== undefined && /^[a-z_][\w.-]*$/i.test(name)) users.push(name);
  }
  return users;
}

function firstOperand(words: readonly string[]): string | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (!word.startsWith('-')) return word;
    if (optionsWithValue.has(word)) index++;
  }
  return undefined;
}
