import { baseName } from '../context/contextPath';
import { remembered } from '../dockerfile/remembered';
import { stageChain } from '../dockerfile/resolvedBases';
import { walkStages } from '../dockerfile/stageWalk';
import type { CopyInstruction, Stage } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';
import { resolveImagePath } from '../dockerfile/workingDirectory';
import { WorkingDirectoryWalk } from '../dockerfile/workingDirectoryWalk';
import { certainTextAt, nodeAt } from '../compose/project/readNodes';
import type { ComposeNode } from '../compose/project/composeNode';
import type { BuiltStage } from './builtStage';
import { commandTextOf } from './installedFolders';

/** The file of its own that a container starts, which the build has made. */
export interface StartedFile {
  /** Absolute path in the image. */
  readonly file: string;
  /** What made it: `npm run build`, `COPY --from=build`. */
  readonly by: string;
}

/** Steps that turn sources into what is started. */
const buildCommand = /\b(?:(?:npm|pnpm|bun|yarn)(?: run)? build|tsc|go build|cargo build|dotnet (?:publish|build)|(?:\.\/)?mvnw? [^&|;\n]*\b(?:package|install|verify)|(?:\.\/)?gradlew? [^&|;\n]*\b(?:build|assemble|bootJar|installDist))\b/;
/** Files that a build makes; sources such as `.py` come from the host. */
const builtFile = /\.(?:js|mjs|cjs|jar|war|dll)$/;

/** Undefined where a shell, a script or a variable stands between, and where nothing in the Dockerfile makes such a file. */
export function startedFile(built: BuiltStage, service: ComposeNode): StartedFile | undefined {
  const command = commandTextOf(built, service);
  if (command === undefined || /[&|;<>$`"'()*\\]|\.sh\b|--watch|nodemon|\bair\b/.test(command)) return undefined;
  const { dockerfile, stage, facts } = built;
  const makers = makersByStage(dockerfile, facts);
  const chain = [...stageChain(dockerfile, stage, facts)].flatMap((each) => makers.get(each) ?? []);
  const directory = nodeAt(service, 'working_dir') ? certainTextAt(service, 'working_dir') : chain[0]?.endsAt;
  const words = command.split(/\s+/);
  const word = words.find((each, index) => !each.startsWith('-') && (builtFile.test(each) || (index === 0 && /^\.\/[\w.-]+$/.test(each))));
  const file = word === undefined ? undefined : resolveImagePath(word, directory);
  const maker = file === undefined ? undefined : chain.flatMap(({ steps }) => steps).find((step) => step.makes(file));
  return file !== undefined && maker ? { file, by: maker.by } : undefined;
}

interface Step {
  readonly by: string;
  makes(file: string): boolean;
}

interface Makers {
  readonly steps: Step[];
  /** The working directory at the stage's end. */
  endsAt: string | undefined;
}

const makersByStage = remembered((dockerfile, facts: BuildFacts): ReadonlyMap<Stage, Makers> => {
  const byStage = new Map<Stage, Makers>();
  const directories = new WorkingDirectoryWalk(facts);
  walkStages(dockerfile, facts, (instruction, at) => {
    const makers = byStage.get(at.stage) ?? { steps: [], endsAt: undefined };
    byStage.set(at.stage, makers);
    const directory = resolveImagePath('.', directories.at(at));
    const found = instruction.keyword === 'RUN' ? buildCommand.exec(instruction.argumentText.text)?.[0] : undefined;
    if (found !== undefined) makers.steps.push({ by: found, makes: (file) => isBelow(file, directory) });
    if (instruction.keyword === 'COPY') makers.steps.push(...copied(instruction, (text) => resolved(at.expand(text).text, directory)));
    directories.pass(instruction, at);
    makers.endsAt = directories.at(at);
  });
  return byStage;
});

function copied({ flags, sources, destination }: CopyInstruction, resolve: (text: string) => string | undefined): Step[] {
  const from = flags.find(({ name }) => name === 'from')?.value;
  const target = destination && resolve(destination.text);
  if (from === undefined || target === undefined) return [];
  const names = sources.map(({ text }) => text.replace(/\/+$/, '')).map(baseName);
  const isFolder = destination!.text.endsWith('/') || destination!.text === '.' || sources.length > 1;
  // A folder's contents go to the destination, a file goes there under its own name.
  const isWhole = names.some((name) => !name.includes('.'));
  return [{ by: `COPY --from=${from}`, makes: (file) => file === target || (isWhole && isBelow(file, target)) || (isFolder && names.some((name) => matches(file, `${target}/${name}`))) }];
}

function matches(file: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  return rest.length === 0 ? file === pattern : rest.length === 1 && file.startsWith(start) && file.endsWith(rest[0]!);
}

function resolved(path: string | undefined, directory: string | undefined): string | undefined {
  return path === undefined ? undefined : resolveImagePath(path, directory);
}

function isBelow(file: string, folder: string | undefined): boolean {
  return folder !== undefined && file.startsWith(folder === '/' ? '/' : `${folder}/`);
}
