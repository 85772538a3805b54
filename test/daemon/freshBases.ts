/** Base images that nobody has built on: the Engine remembers every step there ever was. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInImages } from './baseImages';
import type { BaseImage } from '../../server/language/cache/buildInput';
import { buildImage, createFolder, docker, ownName, removeFolder } from './engine';

const accounts = { 'etc/group': 'root:x:0:\n', 'etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n' };

/** Programs that one script stands in for: it writes down what it found in its folder. */
const programs = ['apt-get', 'bun', 'bundle', 'cargo', 'composer', 'deno', 'gradle', 'mix', 'pdm', 'pipenv', 'poetry', 'swift', 'useradd', 'gcc', 'curl', 'git', 'uv', 'apk', 'docker-php-ext-install', 'pecl', 'docker-php-ext-enable'];
const anyProgram = '#!/bin/sh\nmkdir -p /var/installed\nfind . -maxdepth 1 -type f | sort | xargs md5sum >"/var/installed/$(basename "$0")"\n';

/** What a base image of this name has beside the files that all of them have. */
const instructions: Readonly<Record<string, string>> = { trigger: 'ONBUILD ENV T=1\nONBUILD WORKDIR /triggered\n' };

/** Gives every `{name}` in a Dockerfile such an image, the same for the same name. */
export async function withFreshBases(dockerfile: string, names: Map<string, string>): Promise<string> {
  for (const [, image] of dockerfile.matchAll(/(?<!\$)\{(\w+)\}/g)) {
    if (!names.has(image!)) names.set(image!, await buildBase(image!));
  }
  return dockerfile.replaceAll(/(?<!\$)\{(\w+)\}/g, (_, image: string) => names.get(image)!);
}

async function buildBase(name: string): Promise<string> {
  const tag = `${ownName}/${name}:${randomUUID().slice(0, 8)}`;
  await buildFreshBase(tag, instructions[name] ?? '', tag);
  return tag;
}

/**
 * Builds a base image with the stand-ins for all programs.
 * @param extra instructions that it has beside them
 * @param salt what makes its layers differ from all others
 */
export async function buildFreshBase(tag: string, extra: string, salt: string): Promise<void> {
  const folder = createFolder({ '.dockerignore': 'Dockerfile\n.dockerignore\n', 'etc/salt': salt, ...accounts });
  const tools = join(folder, 'usr', 'local', 'bin');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'faketool'), anyProgram, { mode: 0o755 });
  for (const program of programs) symlinkSync('faketool', join(tools, program));
  await build(folder, tag, `FROM ${standInImages.node}\nCOPY . /\n${extra}`);
}

/** The same layers with another configuration. */
export async function freshBaseOn(base: string, tag: string, extra: string): Promise<void> {
  await build(createFolder({}), tag, `FROM ${base}\n${extra}`);
}

async function build(folder: string, tag: string, dockerfile: string): Promise<void> {
  try {
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    const { ok, output } = await buildImage(folder, { tag });
    assert.ok(ok, output);
  } finally {
    removeFolder(folder);
  }
}

/** What `docker image inspect` tells of the images that a Dockerfile may be built on. */
export async function baseImageFacts(dockerfile: string, args: Readonly<Record<string, string>>): Promise<(reference: string) => BaseImage | undefined> {
  const written = [...dockerfile.matchAll(/(?:^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*|--from=|[,=]from=)([^\s,]+)/gim)].map((match) => match[1]!);
  const values = new Map([...dockerfile.matchAll(/^[ \t]*ARG[ \t]+(\w+)=(\S+)/gm)].map((match) => [match[1]!, match[2]!]));
  const known = new Map<string, BaseImage>();
  for (const name of new Set(written.map((text) => text.replaceAll(/\$\{?(\w+)\}?/g, (_, variable: string) => args[variable] ?? values.get(variable) ?? '')))) {
    const { code, stdout } = await docker(['image', 'inspect', name]);
    if (code === 0) known.set(name, baseImageOf(stdout));
  }
  return (reference) => known.get(reference);
}

function baseImageOf(inspected: string): BaseImage {
  const [{ Config, RootFS }] = JSON.parse(inspected) as [{ Config: { Env?: string[]; WorkingDir?: string; User?: string; Shell?: string[]; OnBuild?: string[] }; RootFS: { Layers: string[] } }];
  return {
    identity: RootFS.Layers.join(),
    ...(Config.Env ? { environment: Config.Env } : {}),
    ...(Config.WorkingDir ? { workingDirectory: Config.WorkingDir } : {}),
    ...(Config.User ? { user: Config.User } : {}),
    ...(Config.Shell ? { shell: Config.Shell } : {}),
    ...(Config.OnBuild ? { onBuild: Config.OnBuild } : {}),
  };
}
