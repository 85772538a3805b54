/**
 * Base images without a registry: a static busybox on an empty image, and on it stand-ins for package managers.
 * A stand-in needs the same files as the real program and writes what an install would leave behind; see `standIns/`.
 */
import { copyFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildImage, createFolder, ownName, removeFolder } from './engine';

/** A shell and its tools, on PATH; no ENTRYPOINT, no CMD. */
export const busyboxImage = `${ownName}/busybox:1`;

/** Images with `node npm yarn pnpm`, `python pip`, `dotnet`, `go`, `mvn` and what `installer` stands in for as shell scripts. */
export const standInImages = {
  node: `${ownName}/node:22`,
  python: `${ownName}/python:3.13`,
  dotnet: `${ownName}/dotnet-sdk:9.0`,
  go: `${ownName}/golang:1.24`,
  maven: `${ownName}/maven:3.9`,
  other: `${ownName}/managers:1`,
} as const;

const busyboxDockerfile = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "/bin/busybox mkdir -p /usr/bin /usr/local/bin /tmp && /bin/busybox --install -s /bin"]
ENV PATH=/usr/local/bin:/usr/bin:/bin
`;

const standInDockerfile = `FROM ${busyboxImage}
COPY standIns/ /usr/local/bin/
RUN mkdir -p /etc && echo 'root:x:0:0::/root:/bin/sh' >/etc/passwd && echo 'node:x:1000:1000::/home/node:/bin/sh' >>/etc/passwd
RUN cd /usr/local/bin && chmod 755 * && ln -s npm yarn && ln -s npm pnpm && ln -s pip pip3 && ln -s python python3
RUN cd /usr/local/bin && for name in bun deno pipenv poetry uv pdm gradle cargo composer bundle mix swift; do ln -s installer $name; done
`;

/** Builds `busyboxImage`; quick when the daemon has it in its cache. Throws with the build's output when it cannot. */
export async function ensureBaseImage(): Promise<string> {
  const folder = createFolder({ Dockerfile: busyboxDockerfile });
  copyFileSync(staticBusybox(), join(folder, 'busybox'));
  await buildOrThrow(folder, busyboxImage);
  return busyboxImage;
}

/** Builds the busybox image and every image of `standInImages`. */
export async function ensureStandInImages(): Promise<typeof standInImages> {
  await ensureBaseImage();
  const folder = createFolder({ Dockerfile: standInDockerfile });
  // Tests run in the project's top folder.
  cpSync(join(process.cwd(), 'test', 'daemon', 'standIns'), join(folder, 'standIns'), { recursive: true });
  const [first, ...others] = Object.values(standInImages);
  await buildOrThrow(folder, first as string, others.flatMap((tag) => ['--tag', tag]));
  return standInImages;
}

/** A Dockerfile's text with the public base images of our examples replaced by their stand-ins; line count stays. */
export function withStandIns(dockerfile: string): string {
  return dockerfile.replace(/^(FROM\s+(?:--\S+\s+)*)(\S+)/gim, (line, from: string, image: string) => {
    const standIn = standInFor(image);
    return standIn ? from + standIn : line;
  });
}

function standInFor(image: string): string | undefined {
  const repository = image.replace(/[:@].*$/, '');
  if (/(^|\/)node$/.test(repository)) return standInImages.node;
  if (/(^|\/)python$/.test(repository)) return standInImages.python;
  if (/(^|\/)dotnet\//.test(repository)) return standInImages.dotnet;
  if (/(^|\/)golang$/.test(repository)) return standInImages.go;
  if (/(^|\/)(maven|eclipse-temurin)$/.test(repository)) return standInImages.maven;
  if (/(^|\/)(bun|deno|gradle|rust|composer|ruby|elixir|swift)$/.test(repository)) return standInImages.other;
  if (/(^|\/)(busybox|alpine|debian|ubuntu)$/.test(repository)) return busyboxImage;
  return undefined;
}

async function buildOrThrow(folder: string, tag: string, options: readonly string[] = []): Promise<void> {
  try {
    const { ok, output } = await buildImage(folder, { tag, options });
    if (!ok) throw new Error(`${tag} could not be built:\n${output}`);
  } finally {
    removeFolder(folder);
  }
}

/** Path of this machine's static busybox. Throws where there is none. */
export function staticBusybox(): string {
  const path = ['/bin/busybox', '/usr/bin/busybox'].find((candidate) => existsSync(candidate));
  if (!path) throw new Error('A static busybox is missing: apt-get install busybox-static');
  return path;
}
