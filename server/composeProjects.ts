import { basename, dirname } from 'node:path';
import { filePathOf } from './fileUri';
import { composeFileAlone, type ComposeDocumentFacts } from './language/composeDocumentFacts';
import type { ComposeProject } from './language/compose/project/composeProject';
import { isSyntaxFault } from './language/compose/yamlProblems';
import { loadComposeProject } from './language/compose/project/loadProject';
import { buildSource } from './language/composeRules/builtStage';
import type { ComposeRuleFacts } from './language/composeRules/composeRule';
import { servicesOf } from './language/composeRules/ruleServices';
import { parseDockerfile } from './language/dockerfile/parser';
import type { Dockerfile } from './language/dockerfile/syntax';
import { fileKindOfPath } from './language/fileKind';
import type { ParsedCompose } from './openDocuments';
import { composeFilesOf, findMainFiles, mayNameFiles, type MainFiles } from './world/composeProject';
import { ProjectFiles, withSlashes, type OpenText } from './world/projectFiles';

/** Times that an open project asks for more files before it is left as it is. */
const mostRounds = 60;

/**
 * The projects of open compose files. `now` answers at once with the files that were read; what it wanted beside them is
 * read in the background, and then it answers with more. Edits that are not saved count in every file that is open.
 */
export class ComposeProjects {
  private readonly open = new Map<string, OpenProject>();
  private readonly alone = new WeakMap<ParsedCompose, ComposeDocumentFacts>();

  /** @param openText the text of an open file by its path */
  constructor(
    private readonly openText: OpenText,
    private readonly imageFacts: () => Pick<ComposeRuleFacts, 'localImage'>,
  ) {}

  /** What is known now. The answer is the same until the document, a file of its project or what was read of it changes. */
  now(parsed: ParsedCompose): ComposeDocumentFacts {
    return this.projectOf(parsed.document.uri)?.factsOf(parsed) ?? this.factsAlone(parsed);
  }

  /** True where nothing has to be read before `now` says all that rules asked for. */
  isComplete(parsed: ParsedCompose): boolean {
    return this.projectOf(parsed.document.uri)?.isComplete(parsed) ?? true;
  }

  /** Reads what `now` wanted, and what that wants. Never rejects. */
  async read(parsed: ParsedCompose): Promise<void> {
    await this.projectOf(parsed.document.uri)?.read(parsed);
  }

  /** A file was made, changed, edited or deleted; gives the open documents to whose project it belongs. */
  changed(fileUri: string): readonly string[] {
    const path = filePathOf(fileUri);
    return path === undefined ? [] : [...this.open].filter(([, project]) => project.changed(path)).map(([uri]) => uri);
  }

  /** The daemon told something about images: what rules found without it is found anew. */
  imagesChanged(): void {
    for (const project of this.open.values()) project.forgetFacts();
  }

  forget(uri: string): void {
    this.open.delete(uri);
  }

  private projectOf(uri: string): OpenProject | undefined {
    const known = this.open.get(uri);
    const path = filePathOf(uri);
    if (known || path === undefined) return known;
    const project = new OpenProject(path, this.openText, this.imageFacts);
    this.open.set(uri, project);
    return project;
  }

  private factsAlone(parsed: ParsedCompose): ComposeDocumentFacts {
    const known = this.alone.get(parsed) ?? composeFileAlone(parsed.compose);
    this.alone.set(parsed, known);
    return known;
  }
}

/** One open compose file with what was read beside it. */
class OpenProject {
  private readonly files: ProjectFiles;
  private readonly own: string;
  private readonly unread = new Set<string>();
  private readonly unseen = new Set<string>();
  private readonly dockerfiles = new Map<string, { readonly text: string; readonly dockerfile: Dockerfile }>();
  private main: MainFiles | undefined;
  private reading: Promise<void> | undefined;
  /** The newest version of the document, and its project as it was read last. */
  private last: { readonly parsed: ParsedCompose; readonly project: ComposeProject } | undefined;
  /** What is known of that project: another object as soon as something beside it was learnt. */
  private facts: ComposeDocumentFacts | undefined;

  constructor(
    private readonly path: string,
    openText: OpenText,
    private readonly imageFacts: () => Pick<ComposeRuleFacts, 'localImage'>,
  ) {
    this.files = new ProjectFiles(openText);
    this.own = withSlashes(path);
  }

  factsOf(parsed: ParsedCompose): ComposeDocumentFacts {
    if (this.last?.parsed !== parsed) {
      this.last = { parsed, project: this.load(parsed) };
      this.facts = undefined;
    }
    this.facts ??= this.factsAbout(this.last.project);
    return this.facts;
  }

  forgetFacts(): void {
    this.facts = undefined;
  }

  isComplete(parsed: ParsedCompose): boolean {
    if (this.main === undefined || this.files.isOutdated) return false;
    this.factsOf(parsed);
    return this.unread.size === 0 && this.unseen.size === 0;
  }

  async read(parsed: ParsedCompose): Promise<void> {
    this.reading ??= this.readAll(parsed).finally(() => {
      this.reading = undefined;
    });
    await this.reading;
  }

  changed(path: string): boolean {
    if (path === this.path) return false;
    // Another main file or override changes which files Compose takes, as `COMPOSE_FILE` in `.env` does.
    const isBeside = (dirname(path) === dirname(this.path) && fileKindOfPath(basename(path)) === 'compose') || mayNameFiles(path, this.path);
    const isRead = this.files.changed(withSlashes(path));
    if (isBeside) this.main = undefined;
    if (isBeside || isRead) this.last = undefined;
    return isBeside || isRead;
  }

  private load({ compose }: ParsedCompose): ComposeProject {
    const { own, files } = this;
    return loadComposeProject({
      ...composeFilesOf(this.path, files, this.main ?? { paths: [own], isTakenByItself: false }),
      read: (path) => (path === own ? { text: compose.text } : files.read(path)),
      parse: (path, text) => (path === own ? compose : files.parse(path, text)),
    });
  }

  private factsAbout(project: ComposeProject): ComposeDocumentFacts {
    this.unread.clear();
    this.unseen.clear();
    for (const path of project.wanted) this.unread.add(path);
    const rules: ComposeRuleFacts = { ...this.imageFacts(), exists: (path) => this.exists(path), dockerfile: (path) => this.dockerfile(path) };
    if (project.wanted.length === 0 && !project.faults.some(({ code }) => isSyntaxFault(code))) this.askForBuilds(project, rules);
    return { path: this.own, project, rules };
  }

  /** Rules ask for Dockerfiles wherever they run. Where these are read before the first check, there need not be a second. */
  private askForBuilds(project: ComposeProject, facts: ComposeRuleFacts): void {
    for (const service of servicesOf(project)) {
      const source = buildSource(service, { project, facts });
      if (!source) continue;
      this.exists(source.context);
      if (source.path !== undefined) this.dockerfile(source.path);
    }
  }

  /** What nobody has looked at yet is unknown, and looked at next. */
  private exists(path: string): boolean | undefined {
    if (!this.files.isKnown(path)) this.unseen.add(path);
    return this.files.exists(path);
  }

  private dockerfile(path: string): Dockerfile | undefined {
    const file = this.files.read(path);
    if (file === 'unread') this.unread.add(path);
    if (typeof file === 'string') return undefined;
    const known = this.dockerfiles.get(path);
    if (known?.text === file.text) return known.dockerfile;
    const dockerfile = parseDockerfile(file.text);
    this.dockerfiles.set(path, { text: file.text, dockerfile });
    return dockerfile;
  }

  private async readAll(parsed: ParsedCompose): Promise<void> {
    for (let round = 0; round < mostRounds && !this.isComplete(parsed); round++) {
      const main = this.main ?? (await findMainFiles(this.path, this.files));
      const [unread, unseen] = [[...this.unread], [...this.unseen]];
      const isOutdated = this.files.isOutdated;
      await this.files.readAll([...main.paths.filter((path) => path !== this.own), `${withSlashes(dirname(this.path))}/.env`, ...unread]);
      await this.files.look(unseen);
      // What only rules asked for makes no other project of the same files.
      if (this.main !== main || isOutdated || this.last?.project.wanted.length !== 0) this.last = undefined;
      this.main = main;
      this.facts = undefined;
    }
  }
}
