import { basename } from 'node:path';
import type { CodeLens } from 'vscode-languageserver-types';
import type { BuildEngine } from './buildEngine';
import { worthwhileFixes } from './commands/cacheSavings';
import type { DockerfileBuilds } from './dockerfileBuilds';
import { filePathOf } from './fileUri';
import { replayHistory } from './historyReplay';
import { historyReport } from './language/cache/history/historyReport';
import type { BuildHistory } from './language/cache/history/replay';
import { historyLenses } from './language/codeLens/historyLens';
import type { LanguageService } from './language/languageService';
import type { OpenDocuments } from './openDocuments';
import type { CacheHistoryParams, CacheHistoryProgress, CacheHistoryResult } from './protocol/cacheHistory';
import { suggestedFixes } from './suggestedFixes';
import { GitError } from './world/git/runGit';

/** Least milliseconds between two messages of progress. */
const progressInterval = 100;

/** A longer file was made by a program, and each commit would build all of it. */
const mostInstructions = 1_000;

/** The replays of open Dockerfiles, for their lenses and the report. */
export class CacheHistories {
  private readonly histories = new Map<string, BuildHistory>();

  /** @param tell called while commits are replayed */
  constructor(
    private readonly service: LanguageService,
    private readonly documents: OpenDocuments,
    private readonly builds: DockerfileBuilds,
    private readonly engine: BuildEngine,
    private readonly tell: (progress: CacheHistoryProgress) => void,
  ) {}

  /** layerwise/cacheHistory */
  async replay({ uri, commits, report, build: name }: CacheHistoryParams, signal: AbortSignal): Promise<CacheHistoryResult | null> {
    const parsed = this.documents.get(uri);
    const path = filePathOf(uri);
    if (parsed?.kind !== 'dockerfile' || path === undefined) return { problem: 'Only a Dockerfile that is saved in a folder has a history.' };
    if (parsed.dockerfile.instructions.length > mostInstructions) return { problem: `This file has more than ${mostInstructions} instructions; its history is not replayed.` };
    const dockerfile = parsed.document.getText();
    try {
      const build = await this.builds.chosen(path, name);
      const fixes = report ? await suggestedFixes(this.service, build, dockerfile) : [];
      const { history, notes, savings } = await replayHistory(build, { last: commits }, { signal, fixes, dockerfile, engine: await this.engine.rules(), onProgress: this.progressOf(uri) });
      if (this.documents.get(uri)) this.histories.set(uri, history);
      if (!report) return {};
      const worthwhile = worthwhileFixes(fixes, savings).map(({ fix, savings: saved }) => ({ ...fix, savings: saved }));
      return { report: historyReport({ file: basename(path), ...(build.name !== undefined && { build: build.name }), history, notes, fixes: worthwhile }) };
    } catch (error) {
      if (signal.aborted) return null;
      this.histories.delete(uri);
      if (error instanceof GitError) return { problem: error.message };
      throw error;
    }
  }

  /** Lenses of the document as it is now; none before its history was replayed. */
  lenses(uri: string): CodeLens[] {
    const history = this.histories.get(uri);
    const parsed = this.documents.get(uri);
    return history && parsed?.kind === 'dockerfile' ? historyLenses(parsed.dockerfile, history, uri) : [];
  }

  /** The document was closed, or its lenses are switched off. */
  forget(uri: string): void {
    this.histories.delete(uri);
  }

  private progressOf(uri: string): (done: number, all: number) => void {
    let told = 0;
    return (done, all) => {
      if (Date.now() - told < progressInterval) return;
      told = Date.now();
      this.tell({ uri, done, all });
    };
  }
}
