/**
 * What daemon tests need of a real Docker Engine: the client, builds with their steps, containers, and a clean end.
 * The daemon is the one of DOCKER_HOST; `npm test` sets it. Everything made here carries the name `layerwise-test`.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DaemonChoice } from '../../server/world/docker/daemonChoice';
import { parseBuildProgress, type BuildStep } from './buildProgress';

/** Prefix of every image that a test makes, and the label of every container. */
export const ownName = 'layerwise-test';

const longestCommandMs = 180_000;

/** The client must not read the developer's own contexts, plugins or credentials. */
const clientConfiguration = join(tmpdir(), `${ownName}-client-${process.pid}`);

/** Ids of the images that this process has built: those without a tag can be told from a user's own only so. */
const builtImages = new Set<string>();

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BuildOptions {
  /** The Dockerfile's name in the folder; `Dockerfile` by default. */
  readonly file?: string;
  readonly tag?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** More options of `docker build`, such as `--no-cache`. */
  readonly options?: readonly string[];
}

export interface BuildResult {
  readonly ok: boolean;
  /** The image's id; undefined when the build failed. */
  readonly image?: string;
  readonly steps: readonly BuildStep[];
  /** The build's whole output, for a failing assertion's message. */
  readonly output: string;
}

/** The daemon's address as in DOCKER_HOST. Throws when the suite was started without one. */
export function dockerHost(): string {
  const host = process.env['DOCKER_HOST'];
  if (!host) throw new Error('DOCKER_HOST is not set. Start the daemon tests with: npm test -- daemon');
  return host;
}

/** An address as a user of the product chooses it; by default that of the suite's own daemon. */
export function chosenDaemon(host = dockerHost()): DaemonChoice {
  return { host, context: '' };
}

/**
 * Runs the docker client; a non-zero exit code is in the result, not thrown.
 * @param folder where it runs; the project's top folder where none is given
 */
export function docker(args: readonly string[], environment: NodeJS.ProcessEnv = {}, folder?: string): Promise<CommandResult> {
  const client = process.env['LAYERWISE_DOCKER_CLIENT'] ?? 'docker';
  const settings = { DOCKER_HOST: dockerHost(), DOCKER_BUILDKIT: '1', DOCKER_CONFIG: clientConfiguration };
  const env = { ...process.env, ...settings, ...environment };
  return new Promise((resolve, reject) => {
    const options = { env, timeout: longestCommandMs, maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' as const, ...(folder !== undefined && { cwd: folder }) };
    execFile(client, args, options, (error, stdout, stderr) => {
      if (!error) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
      else reject(error);
    });
  });
}

/** Runs the docker client and gives its trimmed output; throws with the client's own words when it fails. */
export async function dockerOutput(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await docker(args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: exit code ${code}\n${stderr || stdout}`);
  return stdout.trim();
}

/** The Engine's own version: `20.10.24+dfsg1`. */
export function engineVersion(): Promise<string> {
  return dockerOutput('version', '--format', '{{.Server.Version}}');
}

/** Builds a folder with BuildKit and tells for each numbered step whether it ran or was cached. */
export async function buildImage(folder: string, options: BuildOptions = {}): Promise<BuildResult> {
  const idFile = join(tmpdir(), `${ownName}-${process.pid}-${process.hrtime.bigint()}.id`);
  const args = ['build', '--progress=plain', '--iidfile', idFile, '--file', join(folder, options.file ?? 'Dockerfile')];
  if (options.tag) args.push('--tag', options.tag);
  if (options.target) args.push('--target', options.target);
  for (const [name, value] of Object.entries(options.args ?? {})) args.push('--build-arg', `${name}=${value}`);
  const { code, stdout, stderr } = await docker([...args, ...(options.options ?? []), folder]);
  const image = takeImageId(idFile);
  const output = `${stderr}${stdout}`;
  return { ok: code === 0, image, steps: parseBuildProgress(output), output };
}

/** A build that fails has written no id. */
function takeImageId(idFile: string): string | undefined {
  if (!existsSync(idFile)) return undefined;
  const id = readFileSync(idFile, 'utf8').trim();
  rmSync(idFile);
  builtImages.add(id);
  return id;
}

/** Starts a container in the background and gives its id. It ends with `removeEverything`. */
export function startContainer(image: string, options: readonly string[] = [], args: readonly string[] = []): Promise<string> {
  return dockerOutput('run', '--detach', '--label', ownName, ...options, image, ...args);
}

/** The argument list that the daemon starts a container with: its Path and Args. */
export async function containerArguments(container: string): Promise<readonly string[]> {
  const [details] = JSON.parse(await dockerOutput('inspect', container)) as [{ Path: string; Args: string[] }];
  return [details.Path, ...details.Args];
}

/** The argument list of the process with the number 1 inside a running container, from its own `/proc/1/cmdline`. */
export async function firstProcess(container: string): Promise<readonly string[]> {
  const text = await dockerOutput('exec', container, 'cat', '/proc/1/cmdline');
  return text.split('\0').slice(0, -1);
}

/** A new folder with the given files, for a build context; end it with `removeFolder`. Below the temporary folder. */
export function createFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), `${ownName}-`));
  writeFiles(folder, files);
  return folder;
}

/** Writes files into a folder; names use forward slashes. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Removes every container and image that tests have made, and nothing else. */
export async function removeEverything(): Promise<void> {
  const containers = await dockerOutput('ps', '--all', '--quiet', '--filter', `label=${ownName}`);
  if (containers) await dockerOutput('rm', '--force', '--volumes', ...containers.split('\n'));
  const tags = await dockerOutput('images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${ownName}/*`);
  if (tags) await dockerOutput('rmi', '--force', ...tags.split('\n'));
  const dangling = await dockerOutput('images', '--quiet', '--no-trunc', '--filter', 'dangling=true');
  const own = [...new Set(dangling.split('\n'))].filter((id) => builtImages.has(id));
  if (own.length > 0) await dockerOutput('rmi', '--force', ...own);
  removeFolder(clientConfiguration);
}

