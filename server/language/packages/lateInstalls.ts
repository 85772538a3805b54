import { defaultShell, StageState, type StateFacts } from '../cache/stageState';
import type { KnownContext } from '../context/knownContext';
import type { CopyInstruction, Dockerfile, Instruction, RunInstruction, Stage } from '../dockerfile/syntax';
import { copiedFiles, type CopiedFiles } from './copiedFiles';
import { analyseRun, type InstallCommand } from './installSteps';
import type { ProjectFiles } from './packageManager';
import { withoutEmptyLines } from './projectText';

/** One install that runs again because of a COPY above it. */
export interface LateInstall {
  readonly run: RunInstruction;
  readonly command: InstallCommand;
  /** Paths in the context of all that the install reads. */
  readonly manifests: readonly string[];
  /** Sources that only have to exist for it, with paths as seen from the folder that it works in. */
  readonly placeholders: readonly string[];
  /** Absolute folder in the image that the install works in. */
  readonly folder: string;
  /** What the RUN finds before it changes folder: the working directory, and whether it runs as root in the usual shell. */
  readonly workingDirectory: string;
  readonly isRoot: boolean;
  readonly usualShell: boolean;
}

/** A stage that copies whole folders before it installs dependencies. */
export interface LateInstalls {
  /** The COPYs of whole folders above the installs, in file order. */
  readonly copies: readonly CopiedFiles[];
  readonly installs: readonly LateInstall[];
  /** Copied files that no install reads. An edit of any of them reruns the installs. */
  readonly otherFiles: readonly string[];
  /** Every COPY of context files above the end of the installs whose places in the image are certain. */
  readonly knownCopies: readonly CopiedFiles[];
  readonly stage: Stage;
}

/**
 * Finds installs below a COPY that brings more than they read: at most one finding for a stage, and only where it is
 * certain what each install reads.
 */
export function findLateInstalls(dockerfile: Dockerfile, context: KnownContext, build: StateFacts = {}): LateInstalls[] {
  return dockerfile.stages.flatMap((stage) => findInStage(dockerfile, stage, build, context) ?? []);
}

function findInStage(dockerfile: Dockerfile, stage: Stage, build: StateFacts, context: KnownContext): LateInstalls | undefined {
  const firstCopy = stage.instructions.findIndex(isContextCopy);
  if (firstCopy < 0) return undefined;
  // Mapping the files of a large context is slow; most stages install nothing.
  const lastInstall = stage.instructions.findLastIndex((instruction) => instruction.keyword === 'RUN' && analyseRun(instruction)?.installs.length);
  if (lastInstall < firstCopy) return undefined;
  const state = new StageState(dockerfile, stage, build);
  const copies: CopiedFiles[] = [];
  const late = new Set<CopiedFiles>();
  const installs: LateInstall[] = [];
  for (const instruction of stage.instructions.slice(0, lastInstall + 1)) {
    if (copies.length > 0 && readsSourcesOnly(instruction)) break;
    if (isContextCopy(instruction)) {
      const copied = copiedFiles(instruction, state, context.files);
      if (copied) copies.push(copied);
    } else if (instruction.keyword === 'RUN') {
      for (const install of installsOf(instruction, state, copies, context)) {
        const guilty = copies.filter((copied) => bringsMore(copied, install));
        if (guilty.length === 0) continue;
        installs.push(install);
        for (const copied of guilty) late.add(copied);
      }
    }
    state.apply(instruction);
  }
  if (installs.length === 0) return undefined;
  const guilty = copies.filter((copied) => late.has(copied));
  const manifests = new Set(installs.flatMap((install) => install.manifests));
  const otherFiles = [...new Set(guilty.flatMap(({ files }) => files.map(({ contextPath }) => contextPath)))].filter((path) => !manifests.has(path));
  return otherFiles.length === 0 ? undefined : { copies: guilty, installs, otherFiles, knownCopies: copies, stage };
}

/** A RUN that works on the sources, so that an install below it may have to stand there. */
function readsSourcesOnly(instruction: Instruction): boolean {
  if (instruction.keyword !== 'RUN') return false;
  const analysis = analyseRun(instruction);
  return !analysis || (analysis.installs.length === 0 && analysis.readsSources !== undefined);
}

function isContextCopy(instruction: Instruction): instruction is CopyInstruction {
  return (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') && !instruction.flags.some(({ name }) => name === 'from');
}

/** The installs of a RUN whose needs are certain and all copied in this stage. */
function installsOf(run: RunInstruction, state: StageState, copies: readonly CopiedFiles[], context: KnownContext): LateInstall[] {
  // A mount or a heredoc brings files that are not seen here.
  if (copies.length === 0 || run.flags.some(({ name }) => name === 'mount' && !isCacheMount(run))) return [];
  const analysis = analyseRun(run);
  return (analysis?.installs ?? []).flatMap((command) => {
    if (command.folder?.includes('$')) return [];
    const folder = state.resolve(command.folder ?? '.');
    const files = projectFiles(folder, copies);
    const project: ProjectFiles = {
      paths: [...files.keys()].sort(),
      text: (path) => {
        const text = files.has(path) ? context.text(files.get(path)!) : undefined;
        return text === undefined ? undefined : withoutEmptyLines(text);
      },
      above: (name) => copies.some((copied) => copied.files.some(({ imagePath }) => liesAbove(imagePath, name, folder))),
    };
    const needs = command.manager.needs(command.words, project);
    if (needs.kind !== 'manifests' || needs.manifests.length === 0) return [];
    const place = { folder, workingDirectory: state.workingDirectory, isRoot: /^(root|0)?(:|$)/.test(state.user ?? ''), usualShell: state.shell.join(' ') === defaultShell.join(' ') };
    return [{ run, command, manifests: needs.manifests.map((path) => files.get(path)!), placeholders: needs.placeholders ?? [], ...place }];
  });
}

function isCacheMount(run: RunInstruction): boolean {
  return run.flags.filter(({ name }) => name === 'mount').every(({ value }) => /(^|,)type=(cache|secret|ssh|tmpfs)(,|$)/.test(value ?? ''));
}

/** What lies below a folder of the image, by path relative to it; the value is the path in the context. */
function projectFiles(folder: string, copies: readonly CopiedFiles[]): Map<string, string> {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const files = new Map<string, string>();
  for (const { files: copied } of copies) {
    for (const { imagePath, contextPath } of copied) if (imagePath.startsWith(prefix)) files.set(imagePath.slice(prefix.length), contextPath);
  }
  return files;
}

/** True for `/a/name` and `/name` where the project's folder is `/a/b`. */
function liesAbove(path: string, name: string, folder: string): boolean {
  const slash = path.lastIndexOf('/');
  if (path.slice(slash + 1).toLowerCase() !== name.toLowerCase()) return false;
  const holder = path.slice(0, slash + 1);
  return folder.startsWith(holder) && folder !== '/' && holder !== `${folder}/`;
}

/** A folder in the project that holds more than what the install reads. Single files that are named count as deliberate. */
function bringsMore(copied: CopiedFiles, install: LateInstall): boolean {
  const prefix = install.folder === '/' ? '/' : `${install.folder}/`;
  const inProject = copied.files.some(({ imagePath }) => imagePath.startsWith(prefix));
  return inProject && copied.files.some(({ fromFolder, contextPath }) => fromFolder && !install.manifests.includes(contextPath));
}
