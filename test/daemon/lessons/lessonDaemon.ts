/**
 * What the test of one lesson needs of a real daemon: stand-ins for base images, the docker client, and the lab checked by
 * the product's own code. Everything that is made through it is removed at its end, and nothing else: a developer may have
 * done the same lab.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LabChecks } from '../../../server/labChecks';
import { LanguageService } from '../../../server/language/languageService';
import type { Lesson } from '../../../server/language/course/lesson';
import type { LabCheckResult } from '../../../server/protocol/course';
import { ServiceContainers } from '../../../server/serviceContainers';
import { readContentFolder } from '../../../server/world/contentFolder';
import { busyboxImage, ensureBaseImage } from '../baseImages';
import { chosenDaemon, createFolder, docker, ownName, removeEverything, removeFolder, writeFiles, type CommandResult } from '../engine';

const service = new LanguageService(readContentFolder(join(process.cwd(), 'content')));

export class LessonDaemon {
  readonly lesson: Lesson;
  private readonly folders: string[] = [];
  /** What a tag stood for before: undefined for nothing. */
  private readonly tags = new Map<string, string | undefined>();
  /** Ids of the images that were built: a tag that is built again leaves the one before without a name. */
  private readonly images = new Set<string>();
  private readonly volumes = new Set<string>();
  private readonly networks = new Set<string>();
  private readonly projects = new Set<string>();

  /** @param lesson its id */
  constructor(lesson: string) {
    const found = service.content.lessons.find(({ id }) => id === lesson);
    if (!found) throw new Error(`There is no lesson ${lesson}`);
    this.lesson = found;
  }

  /**
   * Builds an image under any tag, so that FROM and `docker run` find it without a registry: a static busybox with its
   * tools, and what the instructions make of it.
   * @param instructions lines of a Dockerfile below FROM
   * @param files what they copy
   */
  async standIn(tag: string, instructions = '', files: Readonly<Record<string, string>> = {}): Promise<void> {
    await ensureBaseImage();
    const folder = this.folder({ ...files, Dockerfile: `FROM ${busyboxImage}\n${instructions}\n` });
    await this.docker(folder, 'build', '--tag', tag, '.');
  }

  /** A new folder with these files. */
  folder(files: Readonly<Record<string, string>> = {}): string {
    const folder = createFolder(files);
    this.folders.push(folder);
    return folder;
  }

  /** A copy of what the learner starts from. @param more files that are written over it */
  start(variant?: string, more: Readonly<Record<string, string>> = {}): string {
    return this.copy('start', variant, more);
  }

  /** A copy of the solution. @param more files that are written over it */
  solution(variant?: string, more: Readonly<Record<string, string>> = {}): string {
    return this.copy('solution', variant, more);
  }

  /** Runs the docker client in a folder and gives its trimmed output; throws with its own words when it fails. */
  async docker(folder: string, ...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryDocker(folder, ...args);
    if (code !== 0) throw new Error(`docker ${args.join(' ')}: exit code ${code}\n${stderr || stdout}`);
    return stdout.trim();
  }

  /** The same; another exit code than 0 is in the result. */
  async tryDocker(folder: string, ...args: readonly string[]): Promise<CommandResult> {
    const [command = '', verb = ''] = args;
    const tags = command === 'build' ? valuesOf(args, '--tag', '-t') : command === 'tag' ? args.slice(2) : [];
    for (const tag of tags) if (!this.tags.has(tag)) this.tags.set(tag, await this.imageId(tag));
    if (command === 'volume' && verb === 'create') this.volumes.add(args.at(-1)!);
    if (command === 'network' && verb === 'create') this.networks.add(args.at(-1)!);
    const makes = command === 'run' || command === 'create';
    const result = await docker(makes ? [command, '--label', ownName, ...args.slice(1)] : args, {}, folder);
    for (const tag of command === 'build' ? tags : []) this.images.add((await this.imageId(tag)) ?? tag);
    return result;
  }

  /** Containers, networks and volumes of this Compose project are removed at the end: call it before `up`. */
  ownsProject(name: string): void {
    this.projects.add(name);
  }

  /** The lab, checked in a folder by the server's own code and this daemon. */
  async labResult(folder: string): Promise<LabCheckResult> {
    const containers = new ServiceContainers(() => chosenDaemon());
    const checks = new LabChecks({ service, daemon: () => chosenDaemon(), openText: () => undefined, containers, send: () => undefined });
    const result = await checks.check({ lesson: this.lesson.id, folderUri: pathToFileURL(folder).href });
    checks.dispose();
    containers.dispose();
    return result;
  }

  /** Titles of the conditions that are not met, each with what was found instead; those that did not run say so. */
  async unmet(folder: string): Promise<readonly string[]> {
    const { conditions } = await this.labResult(folder);
    return conditions.flatMap(({ state, title, found }) => (state === 'met' ? [] : [`${title}: ${state === 'not-run' ? 'not run' : (found ?? 'unmet')}`]));
  }

  /** Removes everything that was made through this object. */
  async end(): Promise<void> {
    for (const name of this.projects) await this.removeProject(name);
    const containers = await this.list('ps', '--all', '--filter', `label=${ownName}`);
    for (const container of containers) {
      const { stdout } = await docker(['inspect', '--format', '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}} {{end}}{{end}}', container]);
      for (const volume of stdout.split(/\s+/)) if (volume !== '') this.volumes.add(volume);
    }
    if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
    if (this.volumes.size > 0) await docker(['volume', 'rm', '--force', ...this.volumes]);
    if (this.networks.size > 0) await docker(['network', 'rm', ...this.networks]);
    const given = new Set(this.tags.values());
    for (const [tag, before] of this.tags) await docker(before === undefined ? ['rmi', '--force', tag] : ['tag', before, tag]);
    const left = [...this.images].filter((image) => !given.has(image));
    if (left.length > 0) await docker(['rmi', '--force', ...left]);
    await removeEverything();
    for (const folder of this.folders.splice(0)) removeFolder(folder);
    for (const made of [this.projects, this.volumes, this.networks, this.tags, this.images]) made.clear();
  }

  private copy(part: 'start' | 'solution', variant: string | undefined, more: Readonly<Record<string, string>>): string {
    const folder = this.folder();
    cpSync(join(process.cwd(), 'content', this.lesson.folder, 'lab', part, variant ?? ''), folder, { recursive: true });
    writeFiles(folder, more);
    return folder;
  }

  private async removeProject(name: string): Promise<void> {
    const label = `label=com.docker.compose.project=${name}`;
    const containers = await this.list('ps', '--all', '--filter', label);
    if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
    for (const kind of ['volume', 'network']) {
      const made = await this.list(kind, 'ls', '--filter', label);
      if (made.length > 0) await docker([kind, 'rm', ...made]);
    }
  }

  private async list(...args: readonly string[]): Promise<readonly string[]> {
    const { stdout } = await docker([...args, '--quiet']);
    return stdout.split('\n').filter((line) => line !== '');
  }

  private async imageId(tag: string): Promise<string | undefined> {
    const { code, stdout } = await docker(['image', 'inspect', '--format', '{{.Id}}', tag]);
    return code === 0 ? stdout.trim() : undefined;
  }
}

/** `--tag NAME`, `--tag=NAME` */
function valuesOf(args: readonly string[], ...options: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (options.includes(arg)) return args.slice(index + 1, index + 2);
    const [option = '', value] = arg.split('=', 2);
    return value !== undefined && options.includes(option) ? [value] : [];
  });
}
