/** Images as `docker save` writes them, made without a build: hundreds are there in seconds, and odd ones, too. */
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { docker, dockerHost } from './engine';
import { tarArchive, type TarEntry } from './tarArchive';

export interface ArchivedImage {
  /** `name:tag`; none for a dangling image. */
  readonly tags: readonly string[];
  /** The layers' tar archives, base first; the same one may occur several times. */
  readonly layers: readonly Buffer[];
  /** Oldest first; undefined: the image's configuration has no history at all. */
  readonly history: readonly ArchivedRow[] | undefined;
  /** ISO 8601 */
  readonly created: string;
  /** `Cmd`, `Labels` and their like. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface ArchivedRow {
  readonly created: string;
  readonly created_by: string;
  readonly comment?: string;
  readonly empty_layer?: boolean;
}

/** The id that the overlay2 store gives to an image: the digest of its configuration. */
export function archivedId(image: ArchivedImage): string {
  return digest(Buffer.from(configuration(image)));
}

/** Loads images into the daemon of DOCKER_HOST. Throws with the client's words. */
export async function loadImages(images: readonly ArchivedImage[]): Promise<void> {
  const { code, output } = await withInput(['load'], imageArchive(images));
  if (code !== 0) throw new Error(`docker load: exit code ${code}\n${output}`);
}

/** Removes images that were loaded, those that are gone already not minded. */
export async function removeImages(images: readonly ArchivedImage[]): Promise<void> {
  const ids = images.map(archivedId);
  for (let at = 0; at < ids.length; at += 100) await docker(['rmi', '--force', ...ids.slice(at, at + 100)]);
}

/** Runs the docker client with bytes on its standard input. */
export function withInput(args: readonly string[], input: Buffer): Promise<{ code: number; output: string }> {
  const client = process.env['LAYERWISE_DOCKER_CLIENT'] ?? 'docker';
  const child = spawn(client, args, { env: { ...process.env, DOCKER_HOST: dockerHost() }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code: code ?? 1, output }));
    // A client that ends before it has read everything is told by its exit code.
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** The archive that `docker load` reads; each layer is in it once. */
function imageArchive(images: readonly ArchivedImage[]): Buffer {
  const entries = new Map<string, TarEntry>();
  const manifest = images.map((image) => {
    const configName = `${archivedId(image).slice('sha256:'.length)}.json`;
    entries.set(configName, { name: configName, content: Buffer.from(configuration(image)) });
    const layers = image.layers.map((content) => {
      const name = `${digestOf(content).slice('sha256:'.length)}/layer.tar`;
      entries.set(name, { name, content });
      return name;
    });
    return { Config: configName, RepoTags: image.tags.length > 0 ? image.tags : null, Layers: layers };
  });
  return tarArchive([...entries.values(), { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) }]);
}

function configuration({ layers, history, created, config }: ArchivedImage): string {
  const rootfs = { type: 'layers', diff_ids: layers.map(digestOf) };
  return JSON.stringify({ architecture: 'amd64', os: 'linux', created, config, rootfs, ...(history && { history }) });
}

const digests = new WeakMap<Buffer, string>();

/** A base layer is in hundreds of images: its digest is computed once. */
function digestOf(content: Buffer): string {
  const known = digests.get(content);
  if (known !== undefined) return known;
  const computed = digest(content);
  digests.set(content, computed);
  return computed;
}

function digest(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
