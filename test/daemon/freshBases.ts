/** Base images that nobody has built on: the Engine remembers every step there ever was. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInImages } from './baseImages';
import { buildImage, createFolder, ownName, removeFolder } from './engine';

const accounts = { 'etc/group': 'root:x:0:\n', 'etc/passwd': 'root:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/sh\n' };

/** Programs that one script stands in for: it writes down what it found in its folder. */
const programs = ['apt-get', 'bun', 'bundle', 'cargo', 'composer', 'deno', 'gradle', 'mix', 'pdm', 'pipenv', 'poetry', 'swift', 'uv'];
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
  const dockerfile = `FROM ${standInImages.node}\nCOPY . /\n${instructions[name] ?? ''}`;
  const folder = createFolder({ Dockerfile: dockerfile, '.dockerignore': 'Dockerfile\n.dockerignore\n', 'etc/salt': tag, ...accounts });
  const tools = join(folder, 'usr', 'local', 'bin');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'anyProgram'), anyProgram, { mode: 0o755 });
  for (const program of programs) symlinkSync('anyProgram', join(tools, program));
  try {
    const { ok, output } = await buildImage(folder, { tag });
    assert.ok(ok, output);
    return tag;
  } finally {
    removeFolder(folder);
  }
}
