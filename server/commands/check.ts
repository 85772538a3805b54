import { basename, dirname, join, resolve, sep } from 'node:path';
import { DockerfileBuilds, knownBuilds, type KnownBuild } from '../dockerfileBuilds';
import { describeGap } from '../language/context/contextGap';
import { applicableFixes } from '../applicableFixes';
import type { CheckResult, LanguageService } from '../language/languageService';
import { holdsInEveryBuild } from '../language/rules/everyBuild';
import { applyEdits, editedText, type FileEdit, type RuleSeverity } from '../language/rules/rule';
import { TextPositions } from '../language/textPosition';
import { count } from '../language/wording';
import { readDockerfileContext } from '../world/dockerfileContext';
import { findFiles, type FoundFile } from '../world/findFiles';
import { createTextFile, foreignByte, readFailureReason, readTextFile, writeTextFile } from '../world/textFile';
import { formatGithub, formatJson, formatSarif, formatText, type CheckedFile } from './checkFormats';
import { checkComposeText } from './checkComposeText';
import { CommandError, exitCodes, type CommandOutput } from './output';

export interface CheckOptions {
  readonly service: LanguageService;
  readonly paths: readonly string[];
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly failOn: RuleSeverity | 'never';
  readonly fix: boolean;
}

const formats = { text: formatText, json: formatJson, sarif: formatSarif, github: formatGithub };
const ranks: Readonly<Record<RuleSeverity | 'never', number>> = { error: 0, warning: 1, information: 2, hint: 3, never: -1 };
/** A fix may uncover another; more rounds than this mean that two fixes undo each other. */
const fixRounds = 10;

/**
 * `layerwise check`: diagnostics of files and folders.
 * @returns 0, or 1 with findings at or above `failOn`
 * @throws CommandError where a path cannot be read
 */
export async function checkCommand(options: CheckOptions, write: CommandOutput): Promise<number> {
  const files: CheckedFile[] = [];
  const builds = new DockerfileBuilds(() => options.paths.map((path) => resolve(path)));
  for (const path of options.paths) {
    const found = await findOrFail(path);
    if (found.truncated) write.error(`layerwise check: ${path} has too many folders; not all were searched.\n`);
    for (const file of found.files) {
      const checked = await checkFile(options, file, builds, write);
      // Dockerfiles of one folder share an ignore file.
      files.push(...checked.filter(({ path: name }) => !files.some((other) => other.path === name)));
    }
  }
  if (files.length === 0) write.error(`layerwise check: no Dockerfile or compose file in ${options.paths.join(', ')}.\n`);
  write.out(formats[options.format](files));
  const failed = files.some(({ findings }) => findings.some(({ severity }) => ranks[severity] <= ranks[options.failOn]));
  return failed ? exitCodes.findings : exitCodes.fine;
}

async function findOrFail(path: string) {
  try {
    return await findFiles(path);
  } catch (error) {
    throw new CommandError(readFailureReason(path, error));
  }
}

/** The file, and its ignore file where something was found in it. */
async function checkFile({ service, fix }: CheckOptions, file: FoundFile, builds: DockerfileBuilds, write: CommandOutput): Promise<readonly CheckedFile[]> {
  let text = await readTextFile(file.path);
  let facts = await factsOf(file, builds);
  const gap = facts.flatMap(({ context }) => context?.gap ?? [])[0];
  if (gap) write.error(`layerwise check: not all of the build context of ${file.path} was read: ${describeGap(gap)}. What needs all of it is not checked.\n`);
  let result = await checkText(service, file, text, facts);
  // Bytes that are no text would be written as something else.
  const isWritable = !text.includes(foreignByte);
  for (let round = 0; fix && isWritable && round < fixRounds; round++) {
    const fixes = result.findings.flatMap((finding) => finding.fixes);
    const [fixable] = await applicableFixes(fixes, (path) => pathInContext(file.path, facts, path));
    if (!fixable) break;
    text = applyEdits(text, fixable.edits);
    if (fixable.edits.length > 0) await writeTextFile(file.path, text);
    if (fixable.otherFile) {
      await writeOtherFile(pathInContext(file.path, facts, fixable.otherFile.name), fixable.otherFile);
      facts = await factsOf(file, builds);
    }
    result = await checkText(service, file, text, facts);
  }
  const checked = [checkedFile(file.path, text, result.findings)];
  const { ignoreFile, filtered } = facts[0]?.context ?? {};
  if (result.ignoreFileFindings.length === 0 || ignoreFile === undefined || !filtered) return checked;
  return [...checked, checkedFile(pathInContext(file.path, facts, ignoreFile), filtered.ignore.text, result.ignoreFileFindings)];
}

function checkedFile(path: string, text: string, findings: CheckedFile['findings']): CheckedFile {
  return { path: path.split(sep).join('/'), positions: new TextPositions(text), findings };
}

/** Makes the file, or changes it where it still is what it was when it was read. */
async function writeOtherFile(path: string, edit: FileEdit): Promise<void> {
  if (edit.before === undefined) return createTextFile(path, editedText(edit));
  if ((await readTextFile(path)) !== edit.before) throw new CommandError(`${path} has changed while it was checked`);
  return writeTextFile(path, editedText(edit));
}

/** A file of the build context; an ignore file of the Dockerfile's own name lies beside it. */
function pathInContext(dockerfile: string, [first]: readonly KnownBuild[], name: string): string {
  const isOwn = name === `${basename(dockerfile)}.dockerignore`;
  return join(dirname(dockerfile), isOwn ? '.' : (first?.context?.name ?? '.'), name);
}

/** One for each way in which compose files build it. */
async function factsOf(file: FoundFile, builds: DockerfileBuilds): Promise<readonly KnownBuild[]> {
  if (file.kind === 'compose') return [{}];
  return knownBuilds(await builds.of(resolve(file.path)), (build) => readDockerfileContext(build.file, { contextFolder: build.folder }));
}

async function checkText(service: LanguageService, file: FoundFile, text: string, facts: readonly KnownBuild[]): Promise<CheckResult> {
  const result = file.kind === 'compose' ? await checkComposeText(service, file.path, text) : checkDockerfileText(service, text, facts);
  const { failures } = result;
  if (failures.length > 0) throw new CommandError(`${count(failures.length, 'rule')} failed in ${file.path}: ${failures.map(({ rule }) => rule).join(', ')}`);
  return result;
}

function checkDockerfileText(service: LanguageService, text: string, facts: readonly KnownBuild[]): CheckResult {
  const dockerfile = service.parseDockerfile(text);
  const contexts = new Set(facts.map(({ context }) => context?.name));
  return holdsInEveryBuild(facts.map((known) => service.checkDockerfile(dockerfile, known, {})), contexts.size === 1);
}
