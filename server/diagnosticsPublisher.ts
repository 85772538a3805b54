import { setTimeout as wait } from 'node:timers/promises';
import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { guard } from './guard';
import { diagnosticsOf, ignoreFileDiagnosticsOf, type HandlerContext } from './handlers';
import { IgnoreFileDiagnostics } from './ignoreFileDiagnostics';
import { imagesOf, serviceImagesOf } from './language/navigation/imagesOf';
import type { ParsedCompose, ParsedDocument } from './openDocuments';

/** Milliseconds without a further edit before a document is checked: keys that come faster are checked once, together. */
const quietTime = 3;
/** Milliseconds without a further change before files are read again after a change on disk. */
const settleTime = 150;

/** Milliseconds that a compose file waits for the files of its project before it is checked without them. */
const projectPatience = 50;
/** Times that rules may ask for more files: a file that names another is read first. */
const mostRounds = 10;

/** What the editor shows for a document. */
interface Publication {
  readonly version: number;
  /** The diagnostics as JSON. */
  readonly list: string;
}

/**
 * Publishes diagnostics: at once with what is known, and again where the build context, read in the background, makes a
 * difference. Edits that follow each other quickly are checked together. Changes on disk are gathered for a moment,
 * because a build or a checkout touches many files.
 */
export class DiagnosticsPublisher {
  private readonly published = new Map<string, Publication>();
  private readonly ignoreFiles = new IgnoreFileDiagnostics((uri, diagnostics) => this.connection.sendDiagnostics({ uri, diagnostics }));
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly stale = new Set<string>();
  private staleTimer: NodeJS.Timeout | undefined;

  /** @param onChecked told after each check of a document, also where its diagnostics stay the same, and of a closed one whose project has changed */
  constructor(
    private readonly context: HandlerContext,
    private readonly connection: Connection,
    private readonly onChecked: (uri: string) => void = () => undefined,
  ) {}

  /** A document was opened or edited. */
  changed(uri: string): void {
    this.lookAgain(this.context.facts.projects.changed(uri));
    clearTimeout(this.waiting.get(uri));
    if (!this.published.has(uri)) void this.check(uri);
    else this.waiting.set(uri, setTimeout(() => void this.check(uri), quietTime));
  }

  publishAll(): void {
    for (const uri of this.context.documents.uris()) void this.publish(uri);
  }

  /** A file changed on disk: every Dockerfile whose context it lies in, and every compose file whose project, is looked at again. */
  fileChanged(uri: string, changesBuilds = false): void {
    this.lookAgain(this.context.facts.changed(uri, changesBuilds));
  }

  private lookAgain(uris: readonly string[]): void {
    for (const uri of uris) this.stale.add(uri);
    if (uris.length === 0) return;
    clearTimeout(this.staleTimer);
    this.staleTimer = setTimeout(() => {
      const outdated = [...this.stale];
      this.stale.clear();
      for (const stale of outdated) void this.publishComplete(stale);
    }, settleTime);
  }

  closed(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
    this.context.documents.close(uri);
    this.context.facts.forget(uri);
    // What the editor held of it and did not save is gone.
    this.lookAgain(this.context.facts.projects.changed(uri));
    this.published.delete(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    void this.ignoreFiles.set(uri, undefined);
  }

  refreshLenses(): void {
    if (!this.context.canRefreshLenses) return;
    void guard('code lens refresh', this.context.log, undefined, () => this.connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** What has to be read waits until the first diagnostics are on their way. Nobody awaits it: a fault that left it would end the server. */
  private async check(uri: string): Promise<void> {
    this.waiting.delete(uri);
    const opened = this.opened(uri);
    if (opened?.kind === 'compose') return this.checkCompose(uri, opened);
    await this.publish(uri);
    await guard('document check', this.context.log, undefined, () => {
      const parsed = this.context.documents.get(uri);
      if (parsed?.kind !== 'dockerfile') return;
      if (!this.context.facts.isComplete(uri)) void this.publishComplete(uri);
      void this.learnImages(imagesOf(parsed.dockerfile));
    });
  }

  /** Undefined also for a document that cannot be read: publishing it says so, and nobody awaits what asks here. */
  private opened(uri: string): ParsedDocument | undefined {
    try {
      return this.context.documents.get(uri);
    } catch {
      return undefined;
    }
  }

  /** With its project where that is read quickly, as it nearly always is, and again with what was read later. */
  private async checkCompose(uri: string, opened: ParsedCompose): Promise<void> {
    await guard('compose project', this.context.log, undefined, async () => {
      if (!this.context.facts.projects.isComplete(opened)) await Promise.race([this.context.facts.projects.read(opened), wait(projectPatience, undefined, { ref: false })]);
    });
    await this.publish(uri);
    await this.publishProject(uri);
    await this.learnServiceImages(uri);
  }

  /** Rules ask for files while they check: what they asked for is read, and they check again. */
  private async publishProject(uri: string): Promise<void> {
    await guard('compose project', this.context.log, undefined, async () => {
      for (let round = 0; round < mostRounds; round++) {
        const parsed = this.context.documents.get(uri);
        if (parsed?.kind !== 'compose' || this.waiting.has(uri) || this.context.facts.projects.isComplete(parsed)) return;
        await this.context.facts.projects.read(parsed);
        if (!this.waiting.has(uri)) await this.publish(uri);
      }
    });
  }

  /** Asks the daemon for base images in the background; lenses are drawn again where it knew something. */
  private async learnImages(names: readonly string[]): Promise<boolean> {
    return guard('base images', this.context.log, false, async () => {
      const isLearnt = await this.context.images.learn(names);
      if (isLearnt) this.refreshLenses();
      return isLearnt;
    });
  }

  /** The same for the images that services run: rules about them check again. */
  private async learnServiceImages(uri: string): Promise<void> {
    const parsed = this.opened(uri);
    if (parsed?.kind !== 'compose') return;
    await guard('service images', this.context.log, undefined, async () => {
      const { projects } = this.context.facts;
      if (!(await this.learnImages(serviceImagesOf(projects.now(parsed).project)))) return;
      projects.imagesChanged();
      await this.publish(uri);
    });
  }

  private async publishComplete(uri: string): Promise<void> {
    const opened = this.opened(uri);
    if (opened === undefined && !this.published.has(uri)) return this.onChecked(uri);
    if (opened?.kind === 'compose') {
      await this.publishProject(uri);
      return this.refreshLenses();
    }
    await guard('build context', this.context.log, undefined, async () => {
      await this.context.facts.readContext(uri);
      // A document with edits that are not checked yet is checked, with the context, when they are.
      if (!this.waiting.has(uri)) await this.publish(uri);
    });
  }

  private async publish(uri: string): Promise<void> {
    await guard('diagnostics', this.context.log, undefined, async () => {
      const parsed = this.context.documents.get(uri);
      if (!parsed) return;
      const { version } = parsed;
      const diagnostics = diagnosticsOf(this.context, parsed);
      const list = JSON.stringify(diagnostics);
      const shown = this.published.get(uri);
      if (shown?.version !== version || shown.list !== list) {
        this.published.set(uri, { version, list });
        await this.connection.sendDiagnostics({ uri, version, diagnostics });
      }
      await this.ignoreFiles.set(uri, ignoreFileDiagnosticsOf(this.context, parsed));
      this.onChecked(uri);
    });
  }
}
