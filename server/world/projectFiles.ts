import { stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { ComposeFile } from '../language/compose/composeFile';
import { parseCompose } from '../language/compose/parseCompose';
import type { ProjectFile } from '../language/compose/project/composeFiles';
import { readTextFile } from './textFile';

/** What an editor holds of a file, unsaved changes included, by its absolute path; undefined where it is not open. */
export type OpenText = (path: string) => string | undefined;

/** What stands at a path; `unknown` where this user may not see it. */
type PathKind = 'file' | 'folder' | 'missing' | 'unknown';

/** Paths that one project looks at; what a program wrote is not looked at whole. */
const mostPaths = 2_000;

/**
 * The files and folders that one project asked for. What was read stays until it is read again, so that findings do not
 * flicker. Paths are absolute, with `/`.
 */
export class ProjectFiles {
  private readonly files = new Map<string, ProjectFile>();
  private readonly kinds = new Map<string, PathKind>();
  private readonly asked = new Set<string>();
  private readonly stale = new Set<string>();
  private readonly parsed = new Map<string, { readonly text: string; readonly file: ComposeFile }>();

  constructor(private readonly openText: OpenText) {}

  /** An editor's text wins over the disk's. */
  read(path: string): ProjectFile {
    this.asked.add(path);
    const open = this.openText(systemPath(path));
    return open === undefined ? (this.files.get(path) ?? 'unread') : { text: open };
  }

  /** Undefined where nobody looked, or where it cannot be told. */
  isFolder(path: string): boolean | undefined {
    const kind = this.kindOf(path);
    return kind && kind === 'folder';
  }

  /** True for a file or folder that is there; undefined where nobody looked, or where it cannot be told. */
  exists(path: string): boolean | undefined {
    const kind = this.kindOf(path);
    return kind && kind !== 'missing';
  }

  private kindOf(path: string): Exclude<PathKind, 'unknown'> | undefined {
    this.asked.add(path);
    if (this.openText(systemPath(path)) !== undefined) return 'file';
    const kind = this.kinds.get(path);
    return kind === 'unknown' ? undefined : kind;
  }

  /** True where `look` would learn nothing new. */
  isKnown(path: string): boolean {
    return this.kinds.has(path) || this.openText(systemPath(path)) !== undefined;
  }

  /** Parses a text once, however often the project is loaded. */
  parse(path: string, text: string): ComposeFile {
    const known = this.parsed.get(path);
    if (known?.text === text) return known.file;
    const file = parseCompose(text);
    this.parsed.set(path, { text, file });
    return file;
  }

  /** Reads the files that are not known yet, and those that have changed. Never rejects. */
  async readAll(paths: readonly string[]): Promise<void> {
    const changed = [...this.stale];
    this.stale.clear();
    await Promise.all(changed.filter((path) => this.kinds.has(path)).map((path) => this.lookAt(path)));
    await Promise.all(changed.filter((path) => this.files.has(path)).map((path) => this.readText(path)));
    const unread = paths.filter((path) => !this.files.has(path));
    await this.look(unread);
    await Promise.all(unread.map((path) => this.readText(path)));
  }

  /** Looks what stands at paths, without reading it. Never rejects. */
  async look(paths: readonly string[]): Promise<void> {
    const unknown = paths.filter((path) => !this.kinds.has(path));
    const room = Math.max(0, mostPaths - this.kinds.size);
    for (const path of unknown.slice(room)) this.kinds.set(path, 'unknown');
    await Promise.all(unknown.slice(0, room).map((path) => this.lookAt(path)));
  }

  private async lookAt(path: string): Promise<void> {
    const found = await stat(systemPath(path)).catch((error: NodeJS.ErrnoException) => error.code ?? 'error');
    const kind = typeof found !== 'string' ? (found.isDirectory() ? 'folder' : 'file') : found === 'ENOENT' || found === 'ENOTDIR' ? 'missing' : 'unknown';
    this.kinds.set(path, kind);
  }

  private async readText(path: string): Promise<void> {
    const kind = this.kinds.get(path);
    const text = kind === 'file' ? await readTextFile(systemPath(path)).catch(() => undefined) : undefined;
    this.files.set(path, text !== undefined ? { text } : kind === 'missing' ? 'missing' : 'unreadable');
  }

  /** True where the project looked at the path: what is known of it is outdated. */
  changed(path: string): boolean {
    const isOurs = this.asked.has(path);
    if (isOurs) this.stale.add(path);
    return isOurs;
  }

  get isOutdated(): boolean {
    return this.stale.size > 0;
  }
}

/** A path as this system writes it. */
export function systemPath(path: string): string {
  return sep === '/' ? path : path.replaceAll('/', sep);
}

/** A path as the core writes it. */
export function withSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
