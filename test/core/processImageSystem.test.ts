import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { effectiveCommand } from '../../server/language/process/effectiveCommand';
import { systemByHistory, systemByName } from '../../server/language/process/imageSystem';
import { stageCommand } from '../../server/language/process/stageCommand';

suite('Which system an image is built on', () => {
  const names: readonly [string, string | undefined][] = [
    ['alpine', 'Alpine'],
    ['docker.io/library/alpine:3', 'Alpine'],
    ['ghcr.io/me/app:2-alpine3.20', 'Alpine'],
    ['busybox:1.36-glibc', 'BusyBox'],
    ['debian:12', 'Debian or Ubuntu'],
    ['python:3.12-slim-bookworm', 'Debian or Ubuntu'],
    [`ubuntu@sha256:${'a'.repeat(64)}`, 'Debian or Ubuntu'],
    ['registry.access.redhat.com/ubi9/ubi-minimal:9.4', 'Fedora or Red Hat'],
    ['amazonlinux:2023', 'Fedora or Red Hat'],
    ['node:22', undefined],
    ['me/alpine', undefined],
    ['registry.example/debian', undefined],
    ['not a name', undefined],
  ];
  for (const [name, system] of names) test(`by its name: ${name}`, () => assert.equal(systemByName(name)?.system, system));

  const histories: readonly [string, readonly string[], string | undefined][] = [
    ['Alpine', ['ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit', 'RUN apk add curl'], 'Alpine'],
    ['Debian', ["# debian.sh --arch 'amd64' out/ 'bookworm' '@1700000000'", 'CMD ["bash"]'], 'Debian or Ubuntu'],
    ['a package manager', ['/bin/sh -c apt-get update && apt-get install -y curl'], 'Debian or Ubuntu'],
    ['nothing to tell', ['COPY . . # buildkit', 'CMD ["app"]'], undefined],
    ['no rows', [], undefined],
  ];
  for (const [title, rows, system] of histories) test(`by its history: ${title}`, () => assert.equal(systemByHistory(rows)?.system, system));

  const runs: readonly [string, string][] = [
    ['RUN apk add --no-cache curl', 'the program'],
    ['RUN set -e; apt-get update -y && rm -rf /x', 'the shell'],
    ['RUN ["microdnf", "-y", "install", "curl"]', 'the program'],
    ['RUN <<EOF\napt install -y curl\nEOF', 'the shell'],
    ['RUN if x; then apk add y; else apt-get install y; fi', 'unknown'],
    ['RUN echo apk-tools', 'unknown'],
  ];
  for (const [run, kind] of runs) {
    test(`by a step: ${JSON.stringify(run)}`, () => {
      const dockerfile = parseDockerfile(`FROM thing AS one\n${run}\nFROM one\nENTRYPOINT app\n`);
      const command = effectiveCommand({ image: stageCommand(dockerfile, dockerfile.stages[1]!, {}) });
      assert.equal(command.processOne.kind, kind);
      assert.equal(command.notes.some((note) => note.includes('line 2 uses its package manager')), kind !== 'unknown');
    });
  }
});
