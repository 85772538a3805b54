import type { Dockerfile, Instruction, KeyValueInstruction, RunInstruction, Stage } from '../dockerfile/syntax';
import { analyseRun } from '../packages/installSteps';

/** An ARG whose value is another one in each build, and what hangs on it. */
export interface VolatileGroup {
  readonly name: string;
  readonly argument: KeyValueInstruction;
  /** ENV and LABEL below it that only pass the value on, in file order. */
  readonly followers: readonly KeyValueInstruction[];
  /** Installs below it, above the first step that uses the value or may use it. */
  readonly installs: readonly RunInstruction[];
}

/** Names that say that each build, commit or release has its own value. `CACHEBUST` is meant to run steps again. */
const volatileNames =
  /^((BUILD|IMAGE|RELEASE|CREATED|CREATION)_?(DATE|TIME|TIMESTAMP)|BUILD_?(NUMBER|ID|REF|SHA|COMMIT|VERSION|REVISION|URL)|(GIT|VCS|SOURCE|SRC|CI|COMMIT|GITHUB|APP)_?(SHA|SHA1|COMMIT|COMMIT_SHA|HASH|REF|REV|REVISION|VERSION|COMMIT_HASH|COMMIT_ID|COMMIT_DATE|DESCRIBE)|COMMIT|SHA|REVISION|TIMESTAMP|VERSION|IMAGE_VERSION|RELEASE_VERSION)$/i;

/** A default that stands for no value; another one pins what is built. */
const placeholder = /^["']?(|dev|development|unknown|unset|undefined|none|null|n\/a|local|latest|main|master|head|snapshot|0|0\.0\.0(-\w+)?|1970-01-01T00:00:00Z)["']?$/i;

const installing =
  /\b(apt-get|apt|apk|dnf|yum|microdnf|zypper)\b[^;&|]*\s(install|add)\b|\b(pip3?|npm|gem|cargo|pecl)\s+(\S+\s+)*?install\b|\bdocker-php-ext-install\b/;

/** Finds them in every stage. Whether the value runs the installs again is for a prediction to say. */
export function findVolatileGroups(dockerfile: Dockerfile): readonly VolatileGroup[] {
  return dockerfile.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => {
      if (instruction.keyword !== 'ARG' || !isVolatile(instruction)) return [];
      const group = groupOf(dockerfile, stage, instruction);
      return group.installs.length > 0 ? [group] : [];
    }),
  );
}

function isVolatile({ pairs }: KeyValueInstruction): boolean {
  const [pair] = pairs;
  return pairs.length === 1 && volatileNames.test(pair!.name.text) && placeholder.test(pair!.value?.text ?? '');
}

function groupOf(dockerfile: Dockerfile, stage: Stage, argument: KeyValueInstruction): VolatileGroup {
  const name = argument.pairs[0]!.name.text;
  const names = new Set([name]);
  const followers: KeyValueInstruction[] = [];
  const installs: RunInstruction[] = [];
  for (const instruction of stage.instructions.slice(stage.instructions.indexOf(argument) + 1)) {
    if (mentions(dockerfile, instruction, names)) {
      if (!passesOn(dockerfile, instruction, names)) break;
      followers.push(instruction);
      if (instruction.keyword === 'ENV') for (const pair of instruction.pairs) names.add(pair.name.text);
      continue;
    }
    if (mayUse(instruction)) break;
    if (instruction.keyword === 'RUN' && isInstall(instruction)) installs.push(instruction);
  }
  return { name, argument, followers, installs };
}

function mentions({ text }: Dockerfile, { span }: Instruction, names: ReadonlySet<string>): boolean {
  const words = new Set(text.slice(span.start, span.end).match(/\w+/g));
  return [...names].some((name) => words.has(name));
}

/** ENV or LABEL of which every part has the value, so that nothing else moves with it. */
function passesOn({ text }: Dockerfile, instruction: Instruction, names: ReadonlySet<string>): instruction is KeyValueInstruction {
  if (instruction.keyword === 'LABEL') return true;
  if (instruction.keyword !== 'ENV') return false;
  return instruction.pairs.every(({ value }) => {
    const used = value ? [...text.slice(value.span.start, value.span.end).matchAll(/\$\{?(\w+)/g)].map(([, variable]) => variable!) : [];
    return used.length > 0 && used.every((variable) => names.has(variable));
  });
}

/** A step that may read the environment without naming the variable. */
function mayUse(instruction: Instruction): boolean {
  if (instruction.keyword === 'ONBUILD' || instruction.keyword === 'UNKNOWN') return true;
  if (instruction.keyword !== 'RUN') return false;
  const analysis = analyseRun(instruction);
  return !analysis || analysis.readsSources !== undefined;
}

function isInstall(run: RunInstruction): boolean {
  return (analyseRun(run)?.installs.length ?? 0) > 0 || installing.test(run.argumentText.text);
}
