import type { Problem } from '../../dockerfile/syntax';
import type { Fix } from '../../rules/rule';
import type { Variables } from '../interpolation';
import type { ComposeFault } from './composeFault';
import type { ComposeFiles, ProjectFile } from './composeFiles';
import type { Place } from './composeNode';
import type { ComposeNotice } from './composeProject';

/** Values that one file may have after all aliases: Compose's own bound. */
export const mostValues = 100_000;
/** Values of all files together; a project of this size is none that people write. */
const mostOfProject = 400_000;
/** Characters of all values together: an alias or a variable may bring a long text to many places. */
const mostText = 20_000_000;
/** Files that one project may be read from. */
const mostFiles = 200;

/** The names that `docker compose` looks for by itself. */
export function isMainFile(path: string): boolean {
  return /(?:^|\/)(?:compose|docker-compose)\.ya?ml$/.test(path);
}

/** What is gathered while a project is read. One for each call of `loadComposeProject`; its parts see each file only through it. */
export class ProjectReading {
  readonly faults: ComposeFault[] = [];
  readonly notices: ComposeNotice[] = [];
  /** The compose files that take part, in the order of reading. */
  readonly texts = new Map<string, string>();
  /** The env files that take part. */
  readonly envTexts = new Map<string, string>();
  /** The folder that relative paths of a file start at, by its path. */
  readonly folders = new Map<string, string>();
  readonly wanted = new Set<string>();
  /** Where another file first named a file, by its path. */
  readonly namedAt = new Map<string, Place>();
  leftOut: string | undefined;
  /** True once something could not be looked at that Compose would read: a remote include, a file past the bound. */
  isPartial = false;
  /** True once Compose rejects a file for its size: what was read of it means nothing. */
  isTooLarge = false;
  private ofDocument = 0;
  private hasAliases = false;
  private ofProject = 0;
  private text = 0;

  constructor(readonly files: ComposeFiles) {}

  /** True where `docker compose` takes the main files without being told. */
  get isTakenByItself(): boolean {
    return this.files.isTakenByItself ?? isMainFile(this.files.main[0] ?? '');
  }

  /** What mends that a file is missing which the text at `place` names: nothing, where Compose itself looks for it just so. */
  missingIsMendedBy({ path, span }: Place): ComposeFault['mendedBy'] {
    const isCertain = this.isTakenByItself && !(this.texts.get(path) ?? '$').slice(span.start, span.end).includes('$');
    return isCertain ? 'nothing' : 'rest-of-project';
  }

  /** A file's text, or why there is none. Names it as wanted where nobody looked. */
  read(path: string): ProjectFile {
    const file = this.files.read(path);
    if (file === 'unread') this.wanted.add(path);
    return file;
  }

  /** Notes that an env file takes part, and what Compose rejects in it: the shell may set what it lacks. */
  takeEnvFile(path: string, text: string, problems: readonly Problem[]): void {
    if (this.envTexts.has(path)) return;
    this.envTexts.set(path, text);
    for (const { code, message, span, severity } of problems) if (severity === 'error') this.fault(code, message, { path, span }, code === 'dotenv-required' ? 'rest-of-project' : 'nothing');
  }

  /** Notes where a file is named. */
  name(path: string, place: Place): void {
    if (!this.namedAt.has(path)) this.namedAt.set(path, place);
  }

  /** Notes that a compose file takes part; false past the bound. */
  take(path: string, text: string): boolean {
    if (this.texts.has(path)) return true;
    if (this.texts.size >= mostFiles) {
      this.stop(`Only the first ${mostFiles} files of this project are read.`);
      return false;
    }
    this.texts.set(path, text);
    return true;
  }

  /** A bound stopped the reading. */
  stop(leftOut: string): void {
    this.leftOut ??= leftOut;
    this.isPartial = true;
  }

  /** To be called before the values of a YAML document are counted. @param hasAliases which can make few lines many values */
  beginDocument(hasAliases: boolean): void {
    this.ofDocument = 0;
    this.hasAliases = hasAliases;
  }

  /** A document has more values than Compose takes: what was read of it means nothing. */
  refuseSize(place: Place): void {
    if (this.isTooLarge) return;
    this.fault('too-many-values', `Its aliases make this file more than ${mostValues} values. Compose rejects it.`, place);
    this.isTooLarge = true;
    this.stop(`A file of more than ${mostValues} values is not read.`);
  }

  /** Counts a value; false past the bounds. */
  count(place: Place): boolean {
    this.ofDocument++;
    this.ofProject++;
    if (this.ofDocument > mostValues && this.hasAliases) this.refuseSize(place);
    else if (this.ofDocument > mostValues) this.stop(`Only the first ${mostValues} values of a file are read.`);
    else if (this.ofProject > mostOfProject) this.stop(`Reading stopped after ${mostOfProject} values.`);
    else return true;
    return false;
  }

  /** Counts the characters of a value; false past the bound. */
  countText(length: number): boolean {
    this.text += length;
    if (this.text > mostText) this.stop(`Reading stopped after ${mostText} characters.`);
    return this.text <= mostText;
  }

  fault(code: string, message: string, place: Place, mendedBy: ComposeFault['mendedBy'] = 'nothing', fixes: readonly Fix[] = []): void {
    this.faults.push({ code, message, place, mendedBy, ...(fixes.length > 0 && { fixes }) });
  }
}

/** Where one file of the project is read: its folder for relative paths, and its variables. */
export interface ReadingPlace {
  /** Absolute, with `/`. */
  readonly folder: string;
  readonly variables: Variables;
}
