import { StageState, type StateFacts } from '../cache/stageState';
import { cleanPath, parentPath } from '../context/contextPath';
import type { KnownContext } from '../context/knownContext';
import type { Leftover } from '../context/leftovers';
import type { CopyInstruction, Dockerfile, Stage } from '../dockerfile/syntax';
import { analyseRun } from '../packages/installSteps';

/** Where a COPY puts the context. */
export interface CopyPlace {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
  readonly context: KnownContext;
  /** The stage's layers are in the image that is built. */
  readonly isInImage: boolean;
  /** Absolute. */
  readonly destination: string;
}

/** Whether the Dockerfile shows that the build does without a leftover, or makes it itself. Where it does not, the leftover may be meant. */
export function isMadeInStage(leftover: Leftover, place: CopyPlace, build: StateFacts): boolean {
  const commands = commandsOf(place.stage);
  switch (leftover.kind) {
    case 'history':
      return !readsHistory(place.dockerfile) && !takesVersionFromHistory(place.context);
    case 'secrets':
      return place.isInImage && !place.dockerfile.stages.some((stage) => textOf(stage).includes('.env')) && !buildsWebPages(commands);
    case 'node packages':
      return installsNodePackages(place, cleanPath(`${place.destination}/${parentPath(leftover.path)}`), build);
    case 'virtual environment':
      return /\b(pip3?|uv|poetry|pipenv|pdm)\s+(-\S+\s+)*(install|sync)\b/.test(commands);
    case 'dotnet output':
      return /\bdotnet\s+(build|publish|pack|test|msbuild)\b/.test(commands);
    case 'cargo output':
      return /\bcargo\s+(\+\S+\s+)?(build|install|test|run|chef)\b/.test(commands);
    case 'maven output':
      return /\bmvnw?\b[^\n]*\s(package|install|verify|deploy)\b/.test(commands);
    case 'gradle output':
      return /\bgradlew?\b[^\n]*\s\S*(build|assemble|jar|bootJar|installDist)\b/i.test(commands);
    case 'web output':
      return buildsWebPages(commands);
    case 'bytecode':
      return true;
  }
}

function commandsOf({ instructions }: Stage): string {
  return instructions.flatMap((instruction) => (instruction.keyword === 'RUN' ? [instruction.argumentText.text, ...instruction.heredocs.map(({ content }) => content)] : [])).join('\n');
}

function textOf({ instructions }: Stage): string {
  return instructions.flatMap((instruction) => [instruction.argumentText.text, ...instruction.heredocs.map(({ content }) => content)]).join('\n');
}

function buildsWebPages(commands: string): boolean {
  return /\b(npm|pnpm|yarn|bun)\s+(run\s+)?build\b|\b(next|vite|nuxt|ng)\s+build\b/.test(commands);
}

/** Programs that ask git, and those of which nobody can tell. */
const historyReaders =
  /\bgit\s+(?!clone\b|config\b|init\b|lfs\s+install\b)[a-z-]*[a-z]|\b(make|gmake|cmake|meson|ninja|bazel|goreleaser|mage|task|just|rake|gitversion|nbgv|lerna|nx|turbo|ant|sbt|lein)\b|\.sh\b|\bgradlew?\b|\bmvnw?\b/i;
const installsGit = /\b(apt-get|apt|apk|yum|dnf|microdnf|zypper)\b[^;&|]*/g;

function readsHistory(dockerfile: Dockerfile): boolean {
  return dockerfile.stages.some((stage) => {
    const text = textOf(stage);
    return /\.git\b/.test(text.replace(/https?:\S+|git@\S+/g, '')) || historyReaders.test(commandsOf(stage).replace(installsGit, ''));
  });
}

/** Files of tools that make a version of the last tag, or a build script of Rust, which may do anything. */
const versionTools = ['version.json', 'GitVersion.yml', 'build.rs', '.goreleaser.yml', '.goreleaser.yaml', 'versioneer.py'];

function takesVersionFromHistory({ files, text }: KnownContext): boolean {
  if (versionTools.some((name) => files.sent.get(name))) return true;
  if (/\b(setuptools[-_]scm|hatch-vcs|dynamic-versioning|versioningit|pdm-backend|pbr)\b/.test(`${text('pyproject.toml') ?? ''}${text('setup.cfg') ?? ''}${text('setup.py') ?? ''}`)) return true;
  return /\bgit\s|\bgit-/.test(text('package.json') ?? '');
}

/** An install in the stage that fills this folder's node_modules, or a COPY that brings them from another stage. */
function installsNodePackages({ dockerfile, stage }: CopyPlace, folder: string, build: StateFacts): boolean {
  const state = new StageState(dockerfile, stage, build);
  return stage.instructions.some((instruction) => {
    const found =
      (instruction.keyword === 'RUN' && (analyseRun(instruction)?.installs ?? []).some((install) => install.manager.writes.includes('node_modules') && state.resolve(install.folder ?? '.') === folder)) ||
      (instruction.keyword === 'COPY' && bringsPackages(instruction, state, folder));
    state.apply(instruction);
    return found;
  });
}

function bringsPackages(copy: CopyInstruction, state: StageState, folder: string): boolean {
  if (!copy.flags.some(({ name }) => name === 'from')) return false;
  const destination = state.resolve(state.expand(copy.destination?.text ?? ''));
  return copy.sources.some(({ text }) => /(^|\/)node_modules\/?$/.test(text)) && destination === cleanPath(`${folder}/node_modules`);
}
