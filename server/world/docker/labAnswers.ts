import type { ContainerAnswer, DaemonAnswers, DaemonQuestion, ImageAnswer, PathAnswer } from '../../language/course/daemonQuestions';
import { connectToDaemon, type DaemonReader } from './connect';
import { readLog } from './containerLog';
import { findDaemonAddress } from './daemonAddress';
import { choiceInWords, type DaemonChoice } from './daemonChoice';
import { DaemonFailure, toDaemonFailure } from './daemonFailure';
import { decodeChanges, decodeContainer, decodeEngine, decodeImage, decodeProject, decodeVolume } from './decodeLabAnswers';
import { imageIds, normalizedImageName } from './imageConfigurations';

/** Milliseconds for all questions of a lab together. */
const longestReading = 30_000;

/**
 * Asks a daemon what a lab must know, by reading calls. Never rejects.
 * @returns the answers; or why no daemon gave them: then nothing may be concluded
 */
export async function askForLab(daemon: DaemonChoice, questions: readonly DaemonQuestion[], patience = longestReading): Promise<DaemonAnswers | DaemonFailure> {
  let reader: DaemonReader | undefined;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    reader?.close();
  }, patience);
  try {
    reader = connectToDaemon(findDaemonAddress(daemon));
    await reader.ping();
    return await new LabReading(reader).answer(questions);
  } catch (error) {
    const failure = toDaemonFailure(error, reader?.host ?? choiceInWords(daemon));
    return isLate ? new DaemonFailure('timeout', failure.host, `not everything was answered within ${patience} ms`) : failure;
  } finally {
    clearTimeout(timer);
    reader?.close();
  }
}

type Container = ContainerAnswer & { readonly hasTerminal: boolean };

/** One reading of a daemon: what several questions need is read once. */
class LabReading {
  private readonly calls = new Map<string, Promise<unknown>>();

  constructor(private readonly reader: DaemonReader) {}

  /** @throws DaemonFailure where the daemon is lost, or refuses a call */
  async answer(questions: readonly DaemonQuestion[]): Promise<DaemonAnswers> {
    const answers = new Map(await Promise.all(questions.map(async (question) => [keyOf(question), await this.ask(question)] as const)));
    const of = <Answer>(question: DaemonQuestion): Answer => answers.get(keyOf(question)) as Answer;
    return {
      container: (name) => of({ kind: 'container', name }),
      image: (name) => of({ kind: 'image', name }),
      changes: (container) => of({ kind: 'changes', container }),
      log: (container) => of({ kind: 'log', container }),
      path: (container, path) => of({ kind: 'path', container, path }),
      volume: (name) => of({ kind: 'volume', name }),
      project: (name) => of({ kind: 'project', name }),
      engine: () => of({ kind: 'engine' }),
    };
  }

  private async ask(question: DaemonQuestion): Promise<unknown> {
    const { reader } = this;
    switch (question.kind) {
      case 'container':
        return this.container(question.name);
      case 'image':
        return this.image(question.name);
      case 'changes':
        return (await this.container(question.container)) && this.changes(question.container);
      case 'log':
        return this.log(question.container);
      case 'path':
        return (await this.container(question.container)) && this.stat(question.container, question.path);
      case 'volume':
        return decodeVolume(await this.once('volumes', () => reader.listVolumes()), question.name);
      case 'project':
        return decodeProject(await this.once('containers', () => reader.listContainers()), question.name);
      case 'engine':
        return decodeEngine(await reader.version());
    }
  }

  private async container(name: string): Promise<Container | undefined> {
    return decodeContainer(await this.once(`container ${name}`, () => unlessMissing(this.reader.inspectContainer(name))));
  }

  /** Undefined where it was removed just now. */
  private async changes(name: string): Promise<readonly string[] | undefined> {
    const answer = await unlessMissing(this.reader.containerChanges(name));
    return answer === undefined ? undefined : decodeChanges(answer);
  }

  /** A name with `/` is looked up in the list: no such path leaves. */
  private async image(name: string): Promise<ImageAnswer | undefined> {
    const id = name.includes('/') ? imageIds(await this.once('images', () => this.reader.listImages())).get(normalizedImageName(name) ?? '') : name;
    return id === undefined ? undefined : decodeImage(await unlessMissing(this.reader.inspectImage(id)));
  }

  /** Undefined where its driver keeps no log that can be read. */
  private async log(name: string): Promise<string | undefined> {
    const container = await this.container(name);
    if (!container) return undefined;
    try {
      return await readLog(await this.reader.containerLog(name), container.hasTerminal);
    } catch (error) {
      if (statusOf(error) === undefined) throw error;
      return undefined;
    }
  }

  private async stat(container: string, path: string): Promise<PathAnswer> {
    try {
      await this.reader.statInContainer(container, path);
      return 'there';
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) throw error;
      // Below a file the Engine answers 500.
      return status === 404 ? 'missing' : 'unknown';
    }
  }

  private once(key: string, call: () => Promise<unknown>): Promise<unknown> {
    const asked = this.calls.get(key) ?? call();
    this.calls.set(key, asked);
    return asked;
  }
}

function keyOf(question: DaemonQuestion): string {
  return JSON.stringify(question);
}

async function unlessMissing(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof DaemonFailure ? error.status : undefined;
}
