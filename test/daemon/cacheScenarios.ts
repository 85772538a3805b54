/** Builds and edits that the cache model is held to. `{name}` in a Dockerfile is a base image nobody has built on. */

export interface CacheEdit {
  readonly write?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  readonly mode?: Readonly<Record<string, number>>;
  readonly rename?: Readonly<Record<string, string>>;
  readonly touch?: readonly string[];
  /** Symbolic links and their targets. */
  readonly link?: Readonly<Record<string, string>>;
  /** Empty folders. */
  readonly folder?: readonly string[];
  readonly socket?: readonly string[];
  readonly pipe?: readonly string[];
  readonly dockerfile?: (text: string) => string;
}

export interface ScenarioBuild {
  readonly args?: Readonly<Record<string, string>>;
  readonly target?: string;
  /** The Dockerfile, from the context; another one than before is a copy of it. */
  readonly file?: string;
}

export interface CacheScenario {
  readonly name: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Empty folders. */
  readonly folders?: readonly string[];
  /** The folder that is the context, below the one that holds the files; it is that one by default. */
  readonly context?: string;
  readonly before?: ScenarioBuild;
  readonly after?: ScenarioBuild;
  /** Edits of builds between the first and the last. */
  readonly between?: readonly CacheEdit[];
  readonly edit: CacheEdit;
  /** How many steps of ONBUILD run at the top of a stage; they have no line. */
  readonly triggered?: Readonly<Record<string, number>>;
  /** Lines that only the build can decide, and what it decides here. */
  readonly depends?: { readonly lines: readonly number[]; readonly really: 'ran' | 'cached' };
  /** True where Engine 20.10 refuses the file. */
  readonly needsCurrent?: boolean;
}

const folder = { 'd/a': 'a', 'd/b': 'b', 'd/sub/c': 'c', 'e/x': 'x', 'a.txt': 'a' };
export const replace = (from: string, to: string): { dockerfile: (text: string) => string } => ({ dockerfile: (text: string) => text.replace(from, to) });

const chain = 'FROM {one}\nENV A=1 B=2\nARG C=3\nCOPY a.txt /x/\nWORKDIR /w\nCOPY a.txt rel/\nRUN echo run\n';
const stages = 'FROM {one} AS build\nARG M=644\nCOPY a.txt /in\nRUN mkdir -p /out && cp /in /out/f && echo k >/out/k && chmod $M /out/k\nFROM {two}\nCOPY --from=build /out/k /k\nRUN cat /k\n';
const node = 'FROM {node}\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\nEXPOSE 80\nCMD ["node", "x"]\n';
const nodeFiles = { 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': 'a', 'readme.md': 'r', '.dockerignore': 'node_modules\n*.md\nDockerfile\n.dockerignore\n' };

export const cacheScenarios: readonly CacheScenario[] = [
  { name: 'nothing changes', dockerfile: chain, files: folder, edit: {} },
  { name: 'only times change', dockerfile: chain, files: folder, edit: { touch: ['a.txt'] } },
  { name: 'ENV changes its value', dockerfile: chain, files: folder, edit: replace('A=1', 'A=9') },
  { name: 'ENV pairs swap', dockerfile: chain, files: folder, edit: replace('A=1 B=2', 'B=2 A=1') },
  { name: 'ARG becomes ENV of the same value', dockerfile: chain, files: folder, edit: replace('ARG C', 'ENV C') },
  { name: 'a build argument is given', dockerfile: chain, files: folder, edit: {}, after: { args: { C: '4' } } },
  { name: 'a build argument that is not declared', dockerfile: chain, files: folder, edit: {}, after: { args: { D: '4' } } },
  { name: 'labels, ports and commands come and go', dockerfile: chain, files: folder, edit: replace('ARG C', 'LABEL x=1\nEXPOSE 1\nCMD x\nENTRYPOINT ["y"]\nVOLUME /x\nSTOPSIGNAL 9\nARG C') },
  { name: 'USER root becomes USER 0', dockerfile: 'FROM {one}\nUSER root\nWORKDIR /w\nCOPY a.txt .\nRUN id\n', files: folder, edit: replace('root', '0') },
  { name: 'USER root is added', dockerfile: 'FROM {one}\nCOPY a.txt /\nWORKDIR /w\nRUN id\n', files: folder, edit: replace('COPY', 'USER root\nCOPY') },
  { name: 'SHELL between shell form and exec form', dockerfile: 'FROM {one}\nRUN ["true"]\nRUN true\n', edit: replace('\nRUN', '\nSHELL ["/bin/sh", "-ec"]\nRUN') },
  { name: 'exec form of the same command', dockerfile: 'FROM {one}\nRUN echo a\n', edit: replace('echo a', '["/bin/sh", "-c", "echo a"]') },
  { name: 'WORKDIR written otherwise', dockerfile: 'FROM {one}\nWORKDIR /w/x\nRUN true\n', edit: replace('/w/x', 'w//y/../x/') },
  { name: 'WORKDIR . is one more step', dockerfile: 'FROM {one}\nWORKDIR /w\nRUN true\n', edit: replace('RUN', 'WORKDIR .\nRUN') },
  { name: 'WORKDIR / is no step', dockerfile: 'FROM {one}\nRUN true\nCOPY a.txt a\n', files: folder, edit: replace('COPY', 'WORKDIR /\nCOPY') },
  { name: 'a comment inside a continued RUN', dockerfile: 'FROM {one}\nRUN echo a && \\\n    # first\n    echo b\n', edit: replace('first', 'second') },
  { name: 'indentation inside a continued RUN', dockerfile: 'FROM {one}\nRUN echo a && \\\n    echo b\n', edit: replace('    echo b', '  echo b') },
  { name: 'line ends become CRLF', dockerfile: 'FROM {one}\nRUN echo a && \\\n    echo b\nCOPY a.txt /\n', files: folder, edit: { dockerfile: (text) => text.replaceAll('\n', '\r\n') } },
  { name: 'a file below a copied folder changes', dockerfile: 'FROM {one}\nCOPY d /d\nRUN true\n', files: folder, edit: { write: { 'd/sub/c': 'changed' } } },
  { name: 'a file beside a copied folder changes', dockerfile: 'FROM {one}\nCOPY d /d\nRUN true\n', files: folder, edit: { write: { 'e/x': 'changed' } } },
  { name: 'a file is renamed', dockerfile: 'FROM {one}\nCOPY d /d\nRUN true\n', files: folder, edit: { rename: { 'd/a': 'd/z' } } },
  { name: 'the mode of a file changes', dockerfile: 'FROM {one}\nCOPY d /d\nRUN true\n', files: folder, edit: { mode: { 'd/a': 0o700 } } },
  { name: 'the mode of a folder changes', dockerfile: 'FROM {one}\nCOPY d /d\nRUN true\n', files: folder, edit: { mode: { 'd/sub': 0o700 } } },
  { name: 'the ignore file gets a line for nothing', dockerfile: 'FROM {one}\nCOPY . /d\nRUN true\n', files: folder, edit: { write: { '.dockerignore': 'Dockerfile\n.dockerignore\nmissing\n' } } },
  { name: 'the ignore file takes a copied file', dockerfile: 'FROM {one}\nCOPY d /d\nCOPY e /e\n', files: folder, edit: { write: { '.dockerignore': 'Dockerfile\n.dockerignore\ne/x\n' } } },
  { name: 'a wildcard gets one more match', dockerfile: 'FROM {one}\nCOPY e/* lock* /x/\nCOPY d /d\n', files: folder, edit: { write: { lock: '' } } },
  { name: 'a match of a wildcard moves to another folder', dockerfile: 'FROM {one}\nCOPY */x /x/\n', files: folder, edit: { rename: { e: 'f' } } },
  { name: 'a wildcard becomes its match', dockerfile: 'FROM {one}\nCOPY e/* /x/\n', files: folder, edit: replace('e/*', 'e/x') },
  { name: 'a source is spelled otherwise', dockerfile: 'FROM {one}\nCOPY d e/x /x/\n', files: folder, edit: replace('d e/x', './d/ ../e/./x') },
  { name: 'a folder moves and keeps its name', dockerfile: 'FROM {one}\nCOPY e/deep /x\n', files: { 'e/deep/f': 'f', 'g/other': '' }, edit: { rename: { 'e/deep': 'g/deep' }, ...replace('e/deep', 'g/deep') } },
  { name: 'a destination gets a slash', dockerfile: 'FROM {one}\nCOPY d /x\n', files: folder, edit: replace('/x', '/x/') },
  { name: '--chown root becomes 0', dockerfile: 'FROM {one}\nCOPY --chown=root a.txt /x\n', files: folder, edit: replace('=root', '=0') },
  { name: '--chown by name becomes its number', dockerfile: 'FROM {one}\nCOPY --chown=app a.txt /x\n', files: folder, edit: replace('=app', '=1000') },
  { name: '--chmod 755 becomes 0755', dockerfile: 'FROM {one}\nCOPY --chmod=755 a.txt /x\n', files: folder, edit: replace('=755', '=0755') },
  { name: 'COPY becomes ADD', dockerfile: 'FROM {one}\nCOPY a.txt /x\n', files: folder, edit: replace('COPY', 'ADD') },
  { name: 'a stage runs again and writes the same', dockerfile: stages, files: folder, edit: { write: { 'a.txt': 'other' } }, depends: { lines: [6, 7], really: 'cached' } },
  { name: 'a stage runs again and writes another mode', dockerfile: stages, files: folder, edit: replace('M=644', 'M=600'), depends: { lines: [6, 7], really: 'ran' } },
  { name: 'a stage gets another base and writes the same', dockerfile: stages, files: folder, edit: replace('{one}', '{three}'), depends: { lines: [6, 7], really: 'cached' } },
  { name: 'the last stage gets another base', dockerfile: stages, files: folder, edit: replace('{two}', '{three}') },
  { name: 'a stage is named by its index', dockerfile: stages, files: folder, edit: replace('--from=build', '--from=0') },
  { name: 'a COPY below an open one changes in itself', dockerfile: `${stages}COPY a.txt /z\n`, files: folder, edit: { write: { 'a.txt': 'more' } }, depends: { lines: [6, 7], really: 'cached' } },
  { name: 'equal files come from the context instead of a stage', dockerfile: 'FROM {one} AS s\nCOPY a.txt /a.txt\nFROM {two}\nCOPY --from=s /a.txt /x\n', files: folder, edit: replace('--from=s /a.txt', 'a.txt'), depends: { lines: [4], really: 'cached' } },
  { name: 'a stage that nobody needs changes', dockerfile: 'FROM {one} AS test\nRUN echo test\nFROM {two} AS app\nRUN echo app\n', edit: replace('echo test', 'echo other') },
  { name: 'another target', dockerfile: 'FROM {one} AS base\nRUN echo base\nFROM base AS two\nRUN echo two\nFROM base AS three\nRUN echo three\n', edit: {}, before: { target: 'two' }, after: { target: 'three' } },
  { name: 'a base stage gets a variable', dockerfile: 'FROM {one} AS base\nRUN echo base\nFROM base AS app\nCOPY a.txt /a\nRUN echo app\n', files: folder, edit: replace('FROM base', 'ENV X=1\nFROM base') },
  { name: 'one stage is cut in two', dockerfile: 'FROM {one} AS x\nRUN echo 1\nRUN echo 2\nCOPY a.txt /\n', files: folder, edit: replace('RUN echo 2', 'FROM x AS y\nRUN echo 2') },
  { name: 'ARG above ENV when a stage is cut in two', dockerfile: 'FROM {one} AS x\nENV E=1\nARG G=1\nRUN echo 1\nRUN echo 2\n', edit: replace('RUN echo 2', 'FROM x AS y\nRUN echo 2') },
  { name: 'an ONBUILD of a stage changes', dockerfile: 'FROM {one} AS base\nONBUILD ENV X=1\nFROM base AS app\nCOPY a.txt /a\nWORKDIR /w\n', files: folder, edit: replace('X=1', 'X=2') },
  { name: 'node: a source', dockerfile: node, files: nodeFiles, edit: { write: { 'src/a.js': 'changed' } } },
  { name: 'node: the lock file', dockerfile: node, files: nodeFiles, edit: { write: { 'package-lock.json': '{ }' } } },
  { name: 'node: an ignored file', dockerfile: node, files: nodeFiles, edit: { write: { 'readme.md': 'changed', 'node_modules/x/y.js': '' } } },
  { name: 'node: the Dockerfile is part of the context', dockerfile: node, files: { ...nodeFiles, '.dockerignore': '' }, edit: replace('EXPOSE 80', '# port\nEXPOSE 80') },
  { name: 'bind mount: its file', dockerfile: 'FROM {one}\nRUN --mount=type=bind,source=e,target=/m cat /m/x\nRUN true\n', files: folder, edit: { write: { 'e/x': 'changed' } } },
  { name: 'bind mount: another file', dockerfile: 'FROM {one}\nRUN --mount=type=bind,source=e,target=/m cat /m/x\nRUN true\n', files: folder, edit: { write: { 'd/a': 'changed' } } },
  { name: 'bind mount: of everything', dockerfile: 'FROM {one}\nRUN --mount=target=/m cat /m/e/x\nRUN true\n', files: folder, edit: { write: { 'd/a': 'changed' } } },
  { name: 'bind mount: becomes writable', dockerfile: 'FROM {one}\nRUN --mount=type=bind,source=e,target=/m true\n', files: folder, edit: replace('/m true', '/m,rw true') },
  { name: 'bind mount from a stage that writes the same', dockerfile: 'FROM {one} AS b\nCOPY a.txt /in\nRUN mkdir /o && echo k >/o/k\nFROM {two}\nRUN --mount=from=b,source=/o,target=/m cp /m/k /k\n', files: folder, edit: { write: { 'a.txt': 'zz' } }, depends: { lines: [5], really: 'cached' } },
  { name: 'cache mount: another identity', dockerfile: 'FROM {one}\nRUN --mount=type=cache,id=a,target=/c true\n', edit: replace('id=a', 'id=b') },
  { name: 'cache mount: its default identity spelled out', dockerfile: 'FROM {one}\nRUN --mount=type=cache,target=/c true\n', edit: replace('target=/c', 'target=/c,id=/c,sharing=shared') },
  { name: 'cache mount: gets an identity', dockerfile: 'FROM {one}\nRUN --mount=type=cache,target=/c true\n', edit: replace('target=/c', 'target=/c,id=x') },
  { name: 'cache mount: its default mode spelled out', dockerfile: 'FROM {one}\nRUN --mount=type=cache,target=/c true\n', edit: replace('target=/c', 'target=/c,mode=0755') },
  { name: 'secret mount: its defaults spelled out', dockerfile: 'FROM {one}\nRUN --mount=type=secret,id=t true\n', edit: replace('id=t', 'id=t,target=/run/secrets/t,mode=0400') },
  { name: 'two mounts swap', dockerfile: 'FROM {one}\nRUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b true\n', edit: replace('--mount=type=cache,target=/a --mount=type=tmpfs,target=/b', '--mount=type=tmpfs,target=/b --mount=type=cache,target=/a') },
  { name: 'heredoc: another delimiter', dockerfile: 'FROM {one}\nRUN <<EOF\necho a\nEOF\n', needsCurrent: true, edit: { dockerfile: (text) => text.replace('<<EOF', "<<'END'").replace('\nEOF', '\nEND') } },
  { name: 'heredoc: a comment in the body', dockerfile: 'FROM {one}\nRUN <<EOF\necho a\nEOF\n', needsCurrent: true, edit: replace('echo a', '# x\necho a') },
  { name: 'heredoc: a variable in a copied body', dockerfile: 'FROM {one}\nARG V=1\nCOPY <<EOF /f\nv=$V\nEOF\nRUN true\n', needsCurrent: true, edit: replace('V=1', 'V=2') },
  { name: 'network of a RUN', dockerfile: 'FROM {one}\nRUN --network=default true\nRUN --network=none true\n', needsCurrent: true, edit: replace('--network=default ', '') },
  { name: 'a linked COPY and the step below it', dockerfile: 'FROM {one}\nRUN echo 1\nCOPY --link a.txt /a\nRUN true\n', files: folder, needsCurrent: true, edit: { write: { 'a.txt': 'changed' } } },
  { name: 'a named link points to an equal file', dockerfile: 'FROM {one}\nCOPY link /x\nRUN true\n', files: { one: 'same', two: 'same' }, links: { link: 'one' }, edit: { link: { link: 'two' } } },
  { name: 'a matched link points to an equal file', dockerfile: 'FROM {one}\nCOPY lin* /x/\nRUN true\n', files: { one: 'same', two: 'same' }, links: { link: 'one' }, edit: { link: { link: 'two' } } },
  { name: 'a matched link points to another file', dockerfile: 'FROM {one}\nCOPY lin* /x/\nRUN true\n', files: { one: 'same', two: 'other' }, links: { link: 'one' }, edit: { link: { link: 'two' } } },
  { name: 'the file behind a matched link changes', dockerfile: 'FROM {one}\nCOPY lin* /x/\nRUN true\n', files: { one: 'same' }, links: { link: 'one' }, edit: { write: { one: 'changed' } } },
  { name: 'a link inside a copied folder points to an equal file', dockerfile: 'FROM {one}\nCOPY d /x\nRUN true\n', files: { 'd/one': 'same', 'd/two': 'same' }, links: { 'd/link': 'one' }, edit: { link: { 'd/link': 'two' } } },
  { name: 'a link to a folder, and a file behind it', dockerfile: 'FROM {one}\nCOPY current /x\nRUN true\n', files: { 'v1/f': '1', 'v2/f': '2' }, links: { current: 'v1' }, edit: { write: { 'v1/f': '11' } } },
  { name: 'a link to a folder gets another equal folder', dockerfile: 'FROM {one}\nCOPY current/ /x\nRUN true\n', files: { 'v1/f': '1', 'v2/f': '1' }, links: { current: 'v1' }, edit: { link: { current: 'v2' } } },
  { name: 'a file becomes a link to an equal file', dockerfile: 'FROM {one}\nCOPY f /x\nRUN true\n', files: { f: 'same', g: 'same' }, edit: { remove: ['f'], link: { f: 'g' } } },
  { name: 'a parent stage gives its shell, user and directory', dockerfile: 'FROM {one} AS base\nSHELL ["/bin/sh", "-c"]\nFROM base\nRUN true\nCOPY a.txt a\n', files: folder, edit: replace('"-c"', '"-ec"') },
  { name: 'a parent stage gets another directory', dockerfile: 'FROM {one} AS base\nWORKDIR /a\nWORKDIR /b\nFROM base AS app\nCOPY a.txt a\nRUN true\n', files: folder, edit: replace('WORKDIR /b', 'WORKDIR /c') },
  { name: 'a stage that only holds context files', dockerfile: 'FROM {one} AS source\nCOPY . /c/\nFROM {two}\nCOPY --from=source /c/a.txt /a\nRUN true\n', files: folder, edit: { write: { 'd/a': 'changed' } }, depends: { lines: [4, 5], really: 'cached' } },
  { name: 'a wildcard over a stage that adds no match', dockerfile: 'FROM {one} AS b\nARG X=no\nRUN mkdir /o && echo 1 >/o/a.js && echo $X >/o/x.map\nFROM {two}\nCOPY --from=b /o/*.js /o/\n', edit: replace('X=no', 'X=yes'), depends: { lines: [5], really: 'cached' } },
  { name: 'an empty folder comes', dockerfile: 'FROM {one}\nCOPY . /x\nRUN true\n', files: { ...folder, '.dockerignore': 'Dockerfile\n.dockerignore\n**/*.log\n' }, edit: { write: { 'new/a.log': '' } } },
  { name: 'a file moves to another folder of the same wildcard and keeps its folder name', dockerfile: 'FROM {one}\nCOPY p/* /x/\n', files: { 'p/one/f': '1', 'p/two/g': '2' }, edit: { rename: { 'p/one/f': 'p/two/f' } } },
  { name: 'ARG of a parent and ENV of a child', dockerfile: 'FROM {one} AS base\nARG V=1\nFROM base\nENV V=2\nRUN echo $V\n', edit: replace('V=1', 'V=9') },
  { name: 'ENV that takes the value of an ARG', dockerfile: 'FROM {one}\nARG V=1\nENV W=$V\nCOPY a.txt /$W/\nRUN true\n', files: folder, edit: {}, after: { args: { V: '2' } } },
  { name: 'an ARG that only FROM uses', dockerfile: 'ARG T={one}\nFROM $T\nRUN true\n', edit: replace('ARG T', 'ARG U=1\nARG T') },
  { name: 'a variable of a RUN is written otherwise', dockerfile: 'FROM {one}\nENV X=1\nRUN echo $X\n', edit: replace('$X', '${X}') },
  { name: 'a failing step is mended, the steps above stay', dockerfile: 'FROM {one}\nRUN echo ok\nRUN true\nRUN echo last\n', edit: replace('RUN true', 'RUN :') },
  { name: 'a step is doubled', dockerfile: 'FROM {one}\nRUN echo x\nCOPY a.txt /a\n', files: folder, edit: replace('RUN echo x', 'RUN echo x\nRUN echo x') },
  { name: 'heredoc: tabs that <<- takes away', dockerfile: 'FROM {one}\nRUN <<-EOF\n\techo a\n\tEOF\n', needsCurrent: true, edit: replace('\techo a', '\t\techo a') },
  { name: 'heredoc: two of them', dockerfile: 'FROM {one}\nRUN cat <<A - <<B\na\nA\nb\nB\nRUN true\n', needsCurrent: true, edit: replace('\nb\n', '\nc\n') },
  { name: 'heredoc: a script with an interpreter and another delimiter', dockerfile: 'FROM {one}\nRUN <<EOF\n#!/bin/sh\necho a\nEOF\n', needsCurrent: true, edit: { dockerfile: (text) => text.replace('<<EOF', '<<END').replace('\nEOF', '\nEND') } },
];
