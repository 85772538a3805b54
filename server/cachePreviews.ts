import { dirname, sep } from 'node:path';
import type { BaseImages } from './baseImages';
import type { BuildEngine } from './buildEngine';
import type { DockerfileBuild, DockerfileBuilds } from './dockerfileBuilds';
import { filePathOf } from './fileUri';
import type { BaseImage, EngineRules, Prediction } from './language/cache/buildInput';
import { predict } from './language/cache/predict';
import { cachePreview, previewProblem } from './language/cache/preview/cachePreview';
import { comparedBuilds, unseenRepository, type ReadBuilds } from './language/cache/preview/comparedBuilds';
import type { Dockerfile } from './language/dockerfile/syntax';
import type { OpenDocuments } from './openDocuments';
import type { CacheComparison, CachePreview, CachePreviewParams } from './protocol/cachePreview';
import { FollowedContext } from './world/followedContext';
import { readPreviewBuilds } from './world/previewBuilds';

/** What was read for one document, until a file changes. */
interface Reading {
  readonly comparison: CacheComparison;
  /** The name that was asked for, and what it stands for. */
  readonly buildName: string | undefined;
  readonly build: Promise<DockerfileBuild>;
  builds: Promise<ReadBuilds>;
  /** Whether the content of the files is known, see `comparesFiles`. */
  opensFiles: boolean;
  readonly stop: AbortController;
}

interface Predicted {
  readonly version: number;
  readonly dockerfile: Dockerfile;
  readonly prediction: Prediction;
  /** Lines of steps that also read what is not compared. */
  readonly unseen: readonly number[];
}

/** Milliseconds without a further change on disk before the editor is told: a checkout touches many files. */
const settleTime = 300;

/**
 * Answers for documents whose cache preview is shown. What lies on disk and in git is read once and kept until a file
 * changes; an edit only predicts again.
 */
export class CachePreviews {
  private readonly readings = new Map<string, Reading>();
  /** Documents that are previewed, with the folders that their builds read. */
  private readonly folders = new Map<string, readonly string[]>();
  private readonly followed = new Map<string, FollowedContext>();
  private readonly outdated = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  /** @param tell called for each document whose files have changed */
  constructor(
    private readonly documents: OpenDocuments,
    private readonly images: BaseImages,
    private readonly builds: DockerfileBuilds,
    private readonly engine: BuildEngine,
    private readonly tell: (uri: string) => void,
  ) {}

  /**
   * layerwise/cachePreview; null where a change on disk came while it was read: `tell` follows then.
   * @param isCancelled whether the editor still waits for the answer
   */
  async preview({ uri, comparison, trusted, build }: CachePreviewParams, isCancelled: () => boolean = () => false): Promise<CachePreview | null> {
    const version = this.documents.get(uri)?.version;
    if (version === undefined) return null;
    const path = filePathOf(uri);
    if (path === undefined) return { version, ...previewProblem('Save the file in a folder first: the folder is its build context') };
    if (comparison !== 'thisFile' && !trusted) return { version, ...previewProblem('Restricted Mode runs no git: trust the folder to compare with a commit') };
    const reading = this.reading(uri, path, comparison, build);
    try {
      // Both at once: a reading that fails while the daemon is asked has to be heard.
      const [engine, read] = await Promise.all([this.engine.rules(), reading.builds]);
      let found = this.predicted(uri, comparison, read, engine);
      if (found && comparison === 'thisFile' && !reading.opensFiles && comparesFiles(found.prediction, read) && !isCancelled()) {
        reading.opensFiles = true;
        reading.builds = this.readBuilds(uri, reading);
        found = this.predicted(uri, comparison, await reading.builds, engine);
      }
      if (!found || isCancelled()) return null;
      const { name } = await reading.build;
      return { version: found.version, ...cachePreview(found.dockerfile, found.prediction, found.unseen), ...(name !== undefined && { build: name }) };
    } catch (error) {
      if (reading.stop.signal.aborted) return null;
      this.readings.delete(uri);
      return { version, ...previewProblem(error instanceof Error ? withoutFullStop(error.message) : String(error)) };
    }
  }

  /**
   * A file changed on disk, one of git's own included: a commit changes what is compared.
   * @param changesBuilds whether it may change which builds there are
   */
  fileChanged(fileUri: string, changesBuilds = false): void {
    const path = filePathOf(fileUri);
    if (path === undefined) return;
    for (const context of this.followed.values()) context.changed(path);
    const isGit = path.includes(`${sep}.git${sep}`);
    for (const [uri, folders] of this.folders) {
      if (isGit || changesBuilds || folders.some((folder) => path.startsWith(folder + sep))) this.outdated.add(uri);
    }
    if (this.outdated.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tellOutdated(), settleTime);
  }

  /** The preview of a document is over. */
  end(uri: string): void {
    this.forget(uri);
    this.folders.delete(uri);
    this.followed.delete(uri);
    this.outdated.delete(uri);
  }

  private tellOutdated(): void {
    const uris = [...this.outdated];
    this.outdated.clear();
    for (const uri of uris) {
      this.forget(uri);
      this.tell(uri);
    }
  }

  private reading(uri: string, path: string, comparison: CacheComparison, buildName: string | undefined): Reading {
    const known = this.readings.get(uri);
    if (known?.comparison === comparison && known.buildName === buildName) return known;
    this.forget(uri);
    const start = { comparison, buildName, build: this.builds.chosen(path, buildName), stop: new AbortController(), opensFiles: false };
    this.folders.set(uri, [dirname(path)]);
    const reading = { ...start, builds: this.readBuilds(uri, start) };
    this.readings.set(uri, reading);
    return reading;
  }

  private async readBuilds(uri: string, { comparison, build, stop, opensFiles }: Omit<Reading, 'builds'>): Promise<ReadBuilds> {
    const place = await build;
    stop.signal.throwIfAborted();
    this.folders.set(uri, [dirname(place.file), place.folder, ...Object.values(place.namedContexts ?? {})]);
    const openText = (file: string): string | undefined => this.documents.fileText(file);
    const followed = this.followed.get(uri) ?? new FollowedContext();
    this.followed.set(uri, followed);
    return readPreviewBuilds(place, comparison, { signal: stop.signal, openText, followed, opensFiles });
  }

  /** Predicts for the document as it is now, which may have changed while the disk was read. */
  private predicted(uri: string, comparison: CacheComparison, read: ReadBuilds, engine: EngineRules): Predicted | null {
    const parsed = this.documents.get(uri);
    if (parsed?.kind !== 'dockerfile') return null;
    const baseImages = this.knownImages();
    const { before, after } = comparedBuilds(read, comparison, parsed.document.getText());
    const prediction = predict({ ...before, baseImages }, { ...after, baseImages }, engine, { sourcesMustExist: true });
    return { version: parsed.version, dockerfile: parsed.dockerfile, prediction, unseen: unseenRepository(after) };
  }

  /** Both builds stand on the images that the daemon has now: whether a registry has newer ones nobody asks. */
  private knownImages(): (reference: string) => BaseImage {
    const { image, baseEnvironment, baseWorkingDirectory } = this.images.facts();
    return (reference) => {
      const { shell = [], onBuild = [] } = image?.(reference) ?? {};
      const environment = baseEnvironment?.(reference);
      const workingDirectory = baseWorkingDirectory?.(reference);
      return { ...(environment && { environment }), ...(workingDirectory && { workingDirectory }), ...(shell.length > 0 && { shell }), onBuild };
    };
  }

  private forget(uri: string): void {
    this.readings.get(uri)?.stop.abort();
    this.readings.delete(uri);
  }
}

/** A step that takes other files than before is told to run because of them: only their content says whether it does. */
function comparesFiles({ steps }: Prediction, { dockerfilePath }: ReadBuilds): boolean {
  return steps.some(({ files }) => files.some((file) => file !== dockerfilePath));
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
