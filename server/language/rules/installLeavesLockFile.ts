import type { StateFacts } from '../cache/stageState';
import { baseName, cleanPath } from '../context/contextPath';
import type { KnownContext } from '../context/knownContext';
import { bindsFiles } from '../dockerfile/mounts';
import { stageChain } from '../dockerfile/resolvedBases';
import type { Dockerfile, Stage } from '../dockerfile/syntax';
import { lockAgreement, type LockAgreement } from '../packages/lockAgreement';
import { lockKeepers, type LockKeeper, type LooseInstall } from '../packages/lockFiles';
import type { StepCommand, StepScript } from '../process/stepScript';
import { inlineCode } from '../wording';
import type { Fix, Rule, RuleFact } from './rule';
import { stageChains, type StageChain } from './stageScripts';
import { stepSurroundings, type StepSurroundings } from './stepSurroundings';

interface LooseInstallFact extends RuleFact {
  readonly install: LooseInstall;
  /** Names, without folder. */
  readonly lock: string;
  readonly manifest: string;
  readonly agreement: LockAgreement;
  readonly fix: Fix | undefined;
}

/**
 * An install need not keep to the lock file that was copied for it. Found only where the context has the lock file, a COPY
 * or ADD above has put it into the folder of the install, and nothing there makes the manager keep to it.
 */
export const installLeavesLockFile: Rule<LooseInstallFact> = {
  id: 'install-leaves-lock-file',
  severity: 'information',
  alsoKnownAs: [],
  check({ dockerfile, facts: { build = {}, context } }) {
    if (!context) return [];
    return stageChains(dockerfile, build).flatMap((chain) => chain.own.flatMap((script) => inStep(dockerfile, build, context, chain, script)));
  },
  message({ install: { command, strict, how }, lock, manifest, agreement }) {
    if (how === 'ignores') return `${inlineCode(command)} does not look at ${lock}, so it takes the newest versions that ${manifest} allows on the day of the build. ${inlineCode(strict)} takes those of ${lock}.`;
    const why = agreement.kind === 'missing' ? `${lock} does not have ${agreement.name} as ${manifest} asks for it, and ${inlineCode(command)} decides its version in each build anew` : `Where ${lock} does not fit ${manifest}, ${inlineCode(command)} changes it in the image and goes on, with versions that are in no commit`;
    return `${why}. ${inlineCode(strict)} stops the build there.`;
  },
  fix: ({ fix }) => fix,
};

/** `npm ci` came with npm 5.7, so with Node.js 10. */
function isOldNode(dockerfile: Dockerfile, build: StateFacts, stage: Stage): boolean {
  return [...stageChain(dockerfile, stage, build)].some(({ from }) => /\bnode:[0-9](\.|-|$)/.test(from.image?.text ?? ''));
}

interface PlacedCommand {
  readonly command: StepCommand;
  /** As seen from the working directory. */
  readonly folder: string;
}

function inStep(dockerfile: Dockerfile, build: StateFacts, context: KnownContext, { stage }: StageChain, script: StepScript): LooseInstallFact[] {
  const { reading, run } = script;
  if (isOldNode(dockerfile, build, stage)) return [];
  const maybe = script.commands.some(({ name }) => /^(npm|yarn|pnpm|bun|bundler?|composer|php|uv|pipenv|dotnet|cargo)$/.test(name));
  // Where a shell decides what runs, or a mount brings files, the install may be meant for another case.
  if (!maybe || bindsFiles(run) || reading.symbols.some(({ construct }) => construct !== undefined && construct !== 'group')) return [];
  const commands = placedCommands(script);
  let surroundings: StepSurroundings | undefined;
  return (commands ?? []).flatMap((placed) =>
    lockKeepers.flatMap((keeper) => {
      if (!mayLeave(keeper, placed)) return [];
      surroundings ??= stepSurroundings(dockerfile, stage, run, build, context.files);
      return factOf(script, surroundings, context, keeper, placed) ?? [];
    }),
  );
}

/** Each command with the folder that it runs in; undefined where that is not certain. */
function placedCommands({ commands }: StepScript): readonly PlacedCommand[] | undefined {
  const placed: PlacedCommand[] = [];
  let folder = '.';
  for (const command of commands) {
    const { name, words } = command;
    if (/^(pushd|popd|chroot|su|eval|source|\.)$/.test(name)) return undefined;
    if (name !== 'cd') placed.push({ command, folder });
    else if (words.length !== 1 || /[$~*-]/.test(words[0]!.slice(0, 1)) || words[0]!.includes('$')) return undefined;
    else folder = words[0]!.startsWith('/') ? words[0]! : `${folder}/${words[0]!}`;
  }
  return placed;
}

const wordsOf = ({ name, words }: StepCommand): readonly string[] => [name, ...words];

/** A look without any file, so that a stage is walked only for commands that matter; the lock's text may still say no. */
function mayLeave(keeper: LockKeeper, { command }: PlacedCommand): boolean {
  if (command.shell.before === '||' || command.shell.after === '||') return false;
  return [undefined, '# yarn lockfile v1', '__metadata:'].some((lock) => keeper.looseInstall(wordsOf(command), lock, undefined) !== undefined);
}

/** Commands that write into the manifest. */
const editsManifest = /\b(npm|pnpm|yarn|bun|uv|cargo|composer|pipenv|bundler?)\s+(pkg|version|add|remove|uninstall|unlink|link|up|upgrade|require|init)\b/;

function factOf(script: StepScript, { state, runsAbove, fileAt }: StepSurroundings, context: KnownContext, keeper: LockKeeper, { command, folder }: PlacedCommand): LooseInstallFact | undefined {
  const at = (name: string): string | 'uncertain' | undefined => fileAt(cleanPath(`${state.resolve(folder)}/${name}`));
  const lockName = keeper.locks.find((name) => at(name) !== undefined);
  const lockPath = lockName === undefined ? undefined : at(lockName);
  if (lockName === undefined || lockPath === undefined || lockPath === 'uncertain' || baseName(lockPath) !== lockName) return undefined;
  const manifestName = keeper.manifests.find((name) => at(name) !== undefined);
  // Beside a manifest that a build has made, or that a command has changed, the strict command may stop for no good reason.
  if (manifestName === undefined || at(manifestName) === 'uncertain') return undefined;
  const commands = `${runsAbove}\n${script.text.text}`;
  if (commands.includes(lockName) || commands.includes(manifestName) || editsManifest.test(commands) || keeper.keeps.test(commands)) return undefined;
  if (state.environmentList().some((variable) => keeper.keeps.test(variable) || keeper.keeps.test(variable.replace('=', ' ')))) return undefined;
  const textAt = (name: string): string | 'uncertain' | undefined => {
    const path = at(name);
    return path === undefined || path === 'uncertain' ? path : (context.text(path) ?? 'uncertain');
  };
  if (keeper.settings.some((name) => isKept(textAt(name), keeper))) return undefined;
  const manifest = textAt(manifestName);
  const install = keeper.looseInstall(wordsOf(command), context.text(lockPath), manifest);
  if (!install) return undefined;
  const agreement = lockAgreement(manifest, lockName, context.text(lockPath));
  const { shell } = command;
  const span = script.text.spanOf(shell.words[command.at]!.start, shell.words.at(-1)!.end);
  return { span, install, lock: lockName, manifest: manifestName, agreement, fix: agreement.kind === 'agrees' ? fixOf(script, command, install) : undefined };
}

/** A settings file that is there and says so, or of which nobody knows what it says. */
function isKept(text: string | undefined, { keeps }: LockKeeper): boolean {
  return text !== undefined && (text === 'uncertain' || keeps.test(text));
}

/** Offered only where the lock file has what the manifest asks for, so that the strict command does not stop the build. */
function fixOf({ text }: StepScript, { shell, at }: StepCommand, { change, strict }: LooseInstall): Fix | undefined {
  if (!change) return undefined;
  const last = shell.words.at(-1)!;
  const word = 'word' in change ? shell.words.slice(at + 1).find(({ value }) => value === change.word) : last;
  if (!word) return undefined;
  const edit = 'word' in change ? { span: text.spanOf(word.start, word.end), newText: change.by } : { span: text.spanOf(word.end, word.end), newText: ` ${change.option}` };
  return { title: `Use ${inlineCode(strict)}`, edits: [edit] };
}
