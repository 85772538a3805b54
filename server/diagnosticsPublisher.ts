import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver/node';
import { guard } from './guard';
import type { Dockerfile } from './language/dockerfile/syntax';
import { diagnosticsOf, type HandlerContext } from './handlers';

/** Milliseconds without a further change before files are read again after a change on disk. */
const settleTime = 150;

/**
 * Publishes diagnostics: at once with what is known, and again when the build context was read. Changes on disk are
 * gathered for a moment, because a build or a checkout touches many files.
 */
export class DiagnosticsPublisher {
  private readonly stale = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: HandlerContext,
    private readonly connection: Connection,
  ) {}

  /** A document was opened or edited. What has to be read waits until the first diagnostics are on their way. */
  changed(uri: string): void {
    void this.publish(uri).then(() => this.readMore(uri));
  }

  private readMore(uri: string): void {
    const parsed = this.context.documents.get(uri);
    if (parsed?.kind !== 'dockerfile') return;
    if (!this.context.facts.isComplete(uri)) void this.publishComplete(uri);
    void this.learnImages(parsed.dockerfile);
  }

  publishAll(): void {
    for (const uri of this.context.documents.uris()) void this.publish(uri);
  }

  /** A file changed on disk: every Dockerfile whose context it lies in is looked at again. */
  fileChanged(uri: string): void {
    for (const stale of this.context.facts.changed(uri)) this.stale.add(stale);
    if (this.stale.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const uris = [...this.stale];
      this.stale.clear();
      for (const stale of uris) void this.publishComplete(stale);
    }, settleTime);
  }

  closed(uri: string): void {
    this.context.documents.close(uri);
    this.context.facts.forget(uri);
    void this.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  refreshLenses(): void {
    if (!this.context.canRefreshLenses) return;
    void guard('code lens refresh', this.context.log, undefined, () => this.connection.sendRequest(CodeLensRefreshRequest.type));
  }

  /** Asks the daemon for base images in the background; lenses are drawn again where it knew something. */
  private async learnImages(dockerfile: Dockerfile): Promise<void> {
    await guard('base images', this.context.log, undefined, async () => {
      if (await this.context.images.learn(dockerfile)) this.refreshLenses();
    });
  }

  private async publishComplete(uri: string): Promise<void> {
    await guard('build context', this.context.log, undefined, async () => {
      await this.context.facts.complete(uri);
      await this.publish(uri);
    });
  }

  private async publish(uri: string): Promise<void> {
    await guard('diagnostics', this.context.log, undefined, async () => {
      const parsed = this.context.documents.get(uri);
      if (!parsed) return;
      const diagnostics = diagnosticsOf(this.context, parsed);
      await this.connection.sendDiagnostics({ uri, version: parsed.version, diagnostics });
    });
  }
}
