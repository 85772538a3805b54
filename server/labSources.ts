import { isAbsolute, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ComposeProjects } from './composeProjects';
import type { ComposeDocumentFacts } from './language/composeDocumentFacts';
import { parseCompose } from './language/compose/parseCompose';
import type { LabSources } from './language/course/analyseLab';
import type { Lab } from './language/course/lesson';
import type { ContextFacts } from './language/dockerfileFacts';
import { fileKindOfPath } from './language/fileKind';
import type { ParsedCompose } from './openDocuments';
import { contextFacts, findDockerfileContext, listContext } from './world/dockerfileContext';
import type { OpenText } from './world/projectFiles';
import { readTextFile } from './world/textFile';

/** Rules of a compose file ask for files while they look; none asks more often than this. */
const mostRounds = 10;

/**
 * Reads what a lab's conditions look at in a learner's folder: the files that they name, the build context beside a
 * Dockerfile, and all that a compose file leads to. What an editor holds counts before the disk. Never rejects; what
 * cannot be read counts as missing.
 * @param folder absolute, on this machine
 */
export async function readLabSources(lab: Lab, folder: string, openText: OpenText): Promise<LabSources> {
  const texts = new Map<string, string>();
  const contexts = new Map<string, ContextFacts>();
  const projects = new Map<string, ComposeDocumentFacts>();
  for (const file of new Set(lab.static.map(({ parameters }) => String(parameters['file'] ?? '')))) {
    const path = join(folder, file);
    const inside = relative(folder, path);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) continue;
    const text = openText(path) ?? (await readTextFile(path).catch(() => undefined));
    if (text === undefined) continue;
    texts.set(file, text);
    const kind = fileKindOfPath(file);
    if (kind === 'compose') projects.set(file, await readProject(path, text, openText));
    const context = kind === 'dockerfile' ? await readContext(path, openText) : undefined;
    if (context) contexts.set(file, context);
  }
  return { text: (file) => texts.get(file), context: (file) => contexts.get(file), compose: (file) => projects.get(file) };
}

async function readContext(dockerfile: string, openText: OpenText): Promise<ContextFacts | undefined> {
  const place = await findDockerfileContext(dockerfile, undefined, openText);
  const listed = await listContext(place);
  return listed && contextFacts(place, listed);
}

async function readProject(path: string, text: string, openText: OpenText): Promise<ComposeDocumentFacts> {
  const document = TextDocument.create(pathToFileURL(path).href, 'dockercompose', 0, text);
  const parsed: ParsedCompose = { kind: 'compose', document, version: 0, compose: parseCompose(text) };
  const projects = new ComposeProjects(openText, () => ({}));
  await projects.read(parsed);
  for (let round = 0; round < mostRounds && !projects.isComplete(parsed); round++) await projects.read(parsed);
  return projects.now(parsed);
}
