import { baseName } from '../context/contextPath';
import { remembered } from '../dockerfile/remembered';
import { stageChain } from '../dockerfile/resolvedBases';
import { walkStages } from '../dockerfile/stageWalk';
import type { CommandForm, CopyInstruction, Instruction, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import { resolveImagePath } from '../dockerfile/workingDirectory';
import { WorkingDirectoryWalk } from '../dockerfile/workingDirectoryWalk';
import { analyseRun } from '../packages/installSteps';
import type { ComposeNode } from '../compose/project/composeNode';
import { scalarText } from '../compose/project/nodeEdits';
import { nodeAt } from '../compose/project/readNodes';
import type { BuiltStage } from './builtStage';

/** A folder of dependencies that the build fills inside the project's folder. */
export interface InstalledFolder {
  /** Absolute path in the image. */
  readonly folder: string;
  /** The command, or `COPY --from=…`. */
  readonly by: string;
  /** Undefined for a copy from another stage. */
  readonly manager: string | undefined;
}

/** Folders without which the program does not start, by the package manager that fills them. */
const neededFolders: Readonly<Record<string, string>> = { npm: 'node_modules', yarn: 'node_modules', pnpm: 'node_modules', bun: 'node_modules', composer: 'vendor', uv: '.venv' };
/** Files of the project that may lead an install elsewhere. */
const settings: Readonly<Record<string, readonly string[]>> = { yarn: ['.yarnrc', '.yarnrc.yml'], pnpm: ['.npmrc', 'pnpm-workspace.yaml'], bun: ['bunfig.toml'] };
const folderNames: ReadonlySet<string> = new Set(Object.values(neededFolders));

/** What the stages of an image install into the project's folder, as far as every path is known. */
export function installedFolders({ dockerfile, stage, facts, context }: BuiltStage, exists: (path: string) => boolean | undefined): readonly InstalledFolder[] {
  const byStage = foldersByStage(dockerfile, facts);
  const folders = [...stageChain(dockerfile, stage, facts)].flatMap((each) => byStage.get(each) ?? []);
  return folders.filter(({ manager }) => manager === undefined || !(settings[manager] ?? []).some((name) => exists(`${context}/${name}`) !== false));
}

const foldersByStage = remembered((dockerfile, facts: BuildFacts): ReadonlyMap<Stage, readonly InstalledFolder[]> => {
  const folders = new Map<Stage, InstalledFolder[]>();
  // Settings that lead elsewhere, and steps that take the folder away again.
  if (/UV_PROJECT_ENVIRONMENT|COMPOSER_VENDOR_DIR|NODE_PATH|--modules-folder|(?<![\w/.-])\/(?:node_modules|vendor)/.test(dockerfile.text)) return folders;
  if (dockerfile.text.split('\n').some((line) => /\b(?:mv|rm|ln)\b/.test(line) && /node_modules|vendor|\.venv/.test(line))) return folders;
  const directories = new WorkingDirectoryWalk(facts);
  walkStages(dockerfile, facts, (instruction, at) => {
    const directory = directories.at(at);
    const resolve = (path: string): string | undefined => resolveImagePath(path, directory);
    const found = [...installs(instruction, resolve), ...copied(instruction, resolve, (text) => at.expand(text).text)];
    if (found.length > 0) folders.set(at.stage, [...(folders.get(at.stage) ?? []), ...found]);
    directories.pass(instruction, at);
  });
  return folders;
});

function installs(instruction: Instruction, resolve: (path: string) => string | undefined): InstalledFolder[] {
  if (instruction.keyword !== 'RUN') return [];
  return (analyseRun(instruction)?.installs ?? []).flatMap(({ manager, words, folder = '' }): InstalledFolder[] => {
    const name = neededFolders[manager.name];
    // Options that name another folder are not read.
    if (name === undefined || words.some((word) => /^(?:--prefix|--cwd|-C|--dir|--working-dir|-d|--directory|--project|-g|--global|--system)(?:=|$)/.test(word))) return [];
    const path = /\$/.test(folder) ? undefined : resolve(folder === '' ? name : `${folder}/${name}`);
    return path === undefined ? [] : [{ folder: path, by: words.join(' '), manager: manager.name }];
  });
}

function copied(instruction: Instruction, resolve: (path: string) => string | undefined, expand: (text: string) => string | undefined): InstalledFolder[] {
  if (instruction.keyword !== 'COPY' || !instruction.destination) return [];
  const from = fromOf(instruction);
  const target = expand(instruction.destination.text);
  const [source = ''] = instruction.sources.map(({ text }) => text.replace(/\/+$/, ''));
  const name = baseName(source);
  if (from === undefined || target === undefined || instruction.sources.length !== 1 || !folderNames.has(name)) return [];
  const path = resolve(target.replace(/(?<=.)\/+$/, ''));
  return path?.endsWith(`/${name}`) ? [{ folder: path, by: `COPY --from=${from}`, manager: undefined }] : [];
}

function fromOf({ flags }: CopyInstruction): string | undefined {
  return flags.find(({ name }) => name === 'from')?.value;
}

/** What the container starts, as one text to look for words in; undefined where a part of it is not known. */
export function commandTextOf({ dockerfile, stage, facts }: BuiltStage, service: ComposeNode): string | undefined {
  const own = ['entrypoint', 'command'].map((key) => wordsOf(nodeAt(service, key)));
  if (own.includes(null)) return undefined;
  const chain = [...stageChain(dockerfile, stage, facts)];
  const inImage = (keyword: 'ENTRYPOINT' | 'CMD'): string | undefined => {
    for (const { instructions } of chain) {
      const found = instructions.findLast((instruction) => instruction.keyword === keyword);
      if (found?.keyword === keyword) return formText(found.command);
    }
    return undefined;
  };
  const entrypoint = own[0] ?? inImage('ENTRYPOINT') ?? '';
  const command = own[1] ?? (own[0] === undefined ? inImage('CMD') : '') ?? '';
  const text = `${entrypoint} ${command}`.trim();
  return text === '' ? undefined : text;
}

function formText(command: CommandForm | undefined): string {
  if (!command) return '';
  return command.form === 'exec' ? command.words.map(({ value }) => value).join(' ') : command.text.text;
}

/** Null where a variable from outside decides. */
function wordsOf(node: ComposeNode | undefined): string | null | undefined {
  if (!node || (node.kind === 'scalar' && node.value === null)) return undefined;
  const parts = node.kind === 'list' ? node.items : [node];
  if (parts.some((part) => part.kind !== 'scalar' || part.isUncertain)) return null;
  return parts.map((part) => (part.kind === 'scalar' ? scalarText(part) : '')).join(' ');
}
