import assert from 'node:assert/strict';
import type { BaseImage, BuildInput, EngineRules, PredictedStep } from '../../server/language/cache/buildInput';
import { normalImageReference } from '../../server/language/cache/imageReference';
import { normalPlatform } from '../../server/language/cache/platform';
import { predict } from '../../server/language/cache/predict';
import type { ContextEntry } from '../../server/language/context/contextEntry';

type Files = Readonly<Record<string, string>>;

const files: Files = { 'a.txt': 'a', 'b.txt': 'b', 'd/one.txt': '1', 'd/two.txt': '2', 'd/sub/three.txt': '3' };

function entries(of: Files): ContextEntry[] {
  return Object.entries(of).map(([path, text]) => ({ path, type: 'file', size: text.length, mode: 0o644, identity: text }));
}

function input(dockerfile: string, more: Partial<BuildInput> = {}): BuildInput {
  return { dockerfile, context: entries(files), ...more };
}

/** `runs:2,3 cached:1 …` without the metadata lines. */
function outcomes(before: BuildInput | BuildInput[], after: BuildInput, engine?: EngineRules): string {
  const prediction = predict(before, after, engine);
  assert.equal(prediction.problem, undefined);
  return summary(prediction.steps);
}

function summary(steps: readonly PredictedStep[]): string {
  const words = ['cached', 'runs', 'depends', 'unused'].map((outcome) => {
    const lines = steps.filter((step) => step.outcome === outcome).map(({ line }) => line);
    return lines.length === 0 ? '' : `${outcome} ${lines.join(',')}`;
  });
  return words.filter((word) => word !== '').join('; ');
}

/** Replaces a text in the Dockerfile and tells the outcomes. */
function edit(dockerfile: string, from: string, to: string): string {
  assert.ok(dockerfile.includes(from), from);
  return outcomes(input(dockerfile), input(dockerfile.replace(from, to)));
}

/** Changes context files: undefined removes one. */
function change(dockerfile: string, changes: Readonly<Record<string, string | undefined>>, ignoreFile?: string): string {
  const now = Object.fromEntries(Object.entries({ ...files, ...changes }).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const ignore = ignoreFile === undefined ? {} : { ignoreFile };
  return outcomes(input(dockerfile, ignore), input(dockerfile, { context: entries(now), ...ignore }));
}

const plain = 'FROM alpine\nRUN echo one\nCOPY a.txt /a\nRUN echo two\n';

suite('cache: chain and configuration', () => {
  test('no edit: everything is cached', () => assert.equal(outcomes(input(plain), input(plain)), 'cached 2,3,4'));
  test('a changed command runs, and all below it', () => {
    assert.equal(edit(plain, 'echo two', 'echo 2'), 'cached 2,3; runs 4');
    assert.equal(edit(plain, 'echo one', 'echo 1'), 'runs 2,3,4');
  });
  test('instructions that only configure the image invalidate nothing', () => {
    for (const line of ['LABEL a=1', 'EXPOSE 80', 'CMD ["x"]', 'ENTRYPOINT x', 'HEALTHCHECK CMD x', 'STOPSIGNAL 9', 'VOLUME /v', 'MAINTAINER x', 'ONBUILD RUN x', '# comment', '']) {
      assert.equal(edit(plain, 'RUN echo one', `${line}\nRUN echo one`), 'cached 3,4,5', line);
    }
  });
  test('metadata lines are told as such', () => {
    const step = predict(input(plain), input(`${plain}LABEL a=1\n`)).steps.find(({ line }) => line === 5);
    assert.deepEqual([step?.outcome, step?.instruction], ['metadata', 'LABEL']);
  });
  test('another base image', () => {
    assert.equal(edit(plain, 'alpine', 'alpine:3.20'), 'runs 2,3,4');
    assert.equal(edit(plain, 'alpine', 'docker.io/library/alpine:latest'), 'cached 2,3,4');
    assert.equal(edit(plain, 'FROM alpine', 'FROM --platform=linux/amd64 alpine AS x'), 'cached 2,3,4');
    assert.equal(edit(plain, 'FROM alpine', 'FROM --platform=linux/arm64 alpine'), 'runs 2,3,4');
  });
  test('the same tag with other layers, and another tag with the same', () => {
    const with_ = (identity: string, more: BaseImage = {}) => ({ baseImages: () => ({ identity, ...more }) });
    assert.equal(outcomes(input(plain, with_('1')), input(plain, with_('2'))), 'runs 2,3,4');
    assert.equal(outcomes(input(plain, with_('1')), input(plain.replace('alpine', 'other'), with_('1'))), 'cached 2,3,4');
    assert.equal(outcomes(input(plain, with_('1')), input(plain, with_('1', { environment: ['A=1'] }))), 'runs 2,3,4');
    assert.equal(outcomes(input(plain, with_('1')), input(plain, with_('1', { shell: ['/bin/sh', '-ec'] }))), 'runs 2,3,4');
    assert.equal(outcomes(input('FROM alpine\nCOPY a.txt /a\n', with_('1')), input('FROM alpine\nCOPY a.txt /a\n', with_('1', { shell: ['x'] }))), 'cached 2');
    assert.equal(outcomes(input('FROM alpine\nCOPY a.txt a\n', with_('1')), input('FROM alpine\nCOPY a.txt a\n', with_('1', { workingDirectory: '/w' }))), 'runs 2');
  });
  test('ONBUILD of a base runs first', () => {
    const with_ = (trigger: string) => ({ baseImages: () => ({ identity: '1', onBuild: [trigger] }) });
    assert.equal(outcomes(input(plain, with_('RUN a')), input(plain, with_('RUN b'))), 'runs 2,3,4');
    const stages = 'FROM alpine AS base\nONBUILD RUN a\nRUN echo base\nFROM base\nRUN echo top\n';
    assert.equal(edit(stages, 'ONBUILD RUN a', 'ONBUILD RUN b'), 'cached 3; runs 5');
  });
  test('the cache remembers every earlier build', () => {
    const other = plain.replace('echo one', 'echo 1');
    assert.equal(outcomes([input(plain), input(other)], input(plain)), 'cached 2,3,4');
    assert.equal(outcomes([input(plain), input(other)], input(plain.replace('echo one', 'echo 3'))), 'runs 2,3,4');
  });
  test('order of context entries does not matter', () => {
    const dockerfile = 'FROM alpine\nCOPY . /x\n';
    assert.equal(outcomes(input(dockerfile), input(dockerfile, { context: [...entries(files)].reverse() })), 'cached 2');
  });
});

suite('cache: text of RUN', () => {
  const continued = 'FROM alpine\nRUN echo a && \\\n    # note\n    echo b\nCOPY a.txt /a\n';
  test('what does not count', () => {
    assert.equal(edit(continued, '# note', '# other'), 'cached 2,5');
    assert.equal(edit(continued, '    # note\n', ''), 'cached 2,4');
    assert.equal(edit(plain, 'RUN echo one', 'run    echo one   '), 'cached 2,3,4');
    assert.equal(edit(plain, 'echo one', '["/bin/sh", "-c", "echo one"]'), 'cached 2,3,4');
    assert.equal(outcomes(input(continued), input(continued.replaceAll('\n', '\r\n'))), 'cached 2,5');
    assert.equal(edit(plain, 'echo one', 'echo \\\none'), 'cached 2,4,5');
  });
  test('what does', () => {
    assert.equal(edit(continued, '    echo b', '\techo b'), 'runs 2,5');
    assert.equal(edit(continued, '    echo b', '  echo b'), 'runs 2,5');
    assert.equal(edit(continued, '&& \\', '&&  \\'), 'runs 2,5');
    assert.equal(edit(plain, 'echo one', 'echo "one"'), 'runs 2,3,4');
    assert.equal(edit(plain, 'echo one', 'echo  one'), 'runs 2,3,4');
    assert.equal(edit(plain, 'echo one', '["echo", "one"]'), 'runs 2,3,4');
    assert.equal(edit(plain, 'RUN echo one', 'RUN --network=none echo one'), 'runs 2,3,4');
    assert.equal(edit(plain, 'RUN echo one', 'RUN --network=default echo one'), 'cached 2,3,4');
  });
  test('heredocs', () => {
    const heredoc = 'FROM alpine\nRUN <<EOF\necho a\nEOF\nCOPY a.txt /a\n';
    const rename = (name: string, end: string) => heredoc.replace('<<EOF', name).replace('\nEOF', `\n${end}`);
    assert.equal(outcomes(input(heredoc), input(rename('<<"END"', 'END'))), 'cached 2,5');
    assert.equal(outcomes(input(heredoc), input(rename('<<-EOF', 'EOF'))), 'cached 2,5');
    assert.equal(edit(heredoc, 'echo a', '\necho a'), 'runs 2,6');
    assert.equal(edit(heredoc, 'echo a', '# note\necho a'), 'runs 2,6');
    assert.equal(outcomes(input(heredoc), input('FROM alpine\nRUN echo a\nCOPY a.txt /a\n')), 'runs 2,3');
    const script = heredoc.replace('echo a', '#!/bin/sh\necho a');
    assert.equal(outcomes(input(script), input(script.replace('<<EOF', '<<END').replace('\nEOF', '\nEND'))), 'runs 2,6');
    const piped = heredoc.replace('RUN <<EOF', 'RUN cat <<EOF');
    assert.equal(outcomes(input(piped), input(piped.replace('<<EOF', '<<END').replace('\nEOF', '\nEND'))), 'runs 2,5');
    const copy = 'FROM alpine\nCOPY <<EOF /f\nx=1\nEOF\nRUN true\n';
    assert.equal(edit(copy, 'x=1', 'x=2'), 'runs 2,5');
    assert.equal(outcomes(input(copy), input(copy.replace('<<EOF', '<<END').replace('\nEOF', '\nEND'))), 'runs 2,5');
    assert.equal(edit('FROM alpine\nARG V=1\nCOPY <<EOF /f\nx=$V\nEOF\n', 'V=1', 'V=2'), 'runs 3');
    assert.equal(edit('FROM alpine\nARG V=1\nCOPY <<"EOF" /f\nx=$V\nEOF\n', 'V=1', 'V=2'), 'cached 3');
  });
});

suite('cache: variables', () => {
  const build = (dockerfile: string, before: Record<string, string>, after: Record<string, string>) =>
    outcomes(input(dockerfile, { buildArguments: before }), input(dockerfile, { buildArguments: after }));
  const declared = 'FROM alpine\nRUN echo above\nARG V=1\nCOPY a.txt /a\nRUN echo below\n';
  test('a build argument runs every RUN below its ARG, used or not, and no COPY', () => {
    assert.equal(build(declared, {}, { V: '2' }), 'cached 2,4; runs 5');
    assert.equal(build(declared, {}, { V: '1' }), 'cached 2,4,5');
    assert.equal(build(declared, {}, { W: '1' }), 'cached 2,4,5');
    assert.equal(build(declared, { V: '1' }, { V: '2' }), 'cached 2,4; runs 5');
  });
  test('without a value ARG is nothing, with an empty one it is something', () => {
    const none = 'FROM alpine\nARG V\nRUN echo\n';
    assert.equal(edit(none, 'ARG V\n', ''), 'cached 2');
    assert.equal(edit(none, 'ARG V\n', 'ARG V=\n'), 'runs 3');
  });
  test('a global ARG counts where it is used or declared again', () => {
    assert.equal(edit('ARG V=1\nFROM alpine\nRUN echo\n', 'V=1', 'V=2'), 'cached 3');
    assert.equal(edit('ARG V=1\nFROM alpine\nARG V\nRUN echo\n', 'V=1', 'V=2'), 'runs 4');
    assert.equal(edit('ARG V=1\nFROM alpine\nARG V=9\nRUN echo\n', 'V=1', 'V=2'), 'cached 4');
    assert.equal(edit('ARG V=1\nFROM alpine:$V\nRUN echo\n', 'V=1', 'V=2'), 'runs 3');
    assert.equal(edit('ARG V=alpine\nFROM $V\nRUN echo\n', '$V', 'alpine'), 'cached 3');
  });
  test('ENV: values, order, what COPY and WORKDIR expand', () => {
    const env = 'FROM alpine\nENV A=1 B=2\nCOPY a.txt /x/\nWORKDIR /w\nRUN true\n';
    assert.equal(edit(env, 'A=1', 'A=2'), 'cached 3,4; runs 5');
    assert.equal(edit(env, 'A=1 B=2', 'B=2 A=1'), 'cached 3,4; runs 5');
    assert.equal(edit(env, 'ENV A=1 B=2', 'ENV A="1"\nENV B 2'), 'cached 4,5,6');
    assert.equal(edit(env, 'ENV A=1', 'ENV A=9\nENV A=1'), 'cached 4,5,6');
    assert.equal(edit(env, 'ENV A=1', 'ENV A=1 C=$A'), 'cached 3,4; runs 5');
    assert.equal(edit('FROM alpine\nENV D=/x\nCOPY a.txt $D/\nRUN true\n', '=/x', '=/y'), 'runs 3,4');
    assert.equal(edit('FROM alpine\nENV D=/x\nWORKDIR $D\nCOPY a.txt .\n', '=/x', '=/x/'), 'cached 3,4');
    assert.equal(edit('FROM alpine\nENV A=1\nRUN true\n', 'ENV', 'ARG'), 'cached 3');
    assert.equal(edit('FROM alpine\nENV P=/a\nENV PATH=$P:$PATH\nRUN true\n', 'PATH=$P:$PATH', 'PATH=$PATH:$P'), 'runs 4');
  });
  test('a parent stage gives its ENV and ARG to a child', () => {
    const stages = 'FROM alpine AS base\nENV A=1\nARG B=1\nFROM base\nRUN true\n';
    assert.equal(edit(stages, 'A=1', 'A=2'), 'runs 5');
    assert.equal(edit(stages, 'B=1', 'B=2'), 'runs 5');
  });
  test('platform arguments have values', () => {
    assert.equal(edit('FROM alpine\nARG TARGETARCH\nRUN true\n', 'ARG TARGETARCH\n', ''), 'runs 2');
    assert.equal(outcomes(input(plain, { platform: 'linux/amd64' }), input(plain, { platform: 'linux/arm64' })), 'runs 2,3,4');
  });
});

suite('cache: user, directory, shell', () => {
  test('USER: a RUN takes the word, WORKDIR the owner', () => {
    assert.equal(edit('FROM alpine\nUSER root\nRUN id\n', 'root', '0'), 'runs 3');
    assert.equal(edit('FROM alpine\nUSER root\nWORKDIR /w\n', 'root', '0'), 'cached 3');
    assert.equal(edit('FROM alpine\nUSER root\nWORKDIR /w\nCOPY a.txt .\n', 'root', 'app'), 'runs 3,4');
    assert.equal(edit('FROM alpine\nUSER root\nCOPY a.txt /\n', 'root', 'app'), 'cached 3');
  });
  test('WORKDIR: the path counts, not its spelling', () => {
    const workdir = 'FROM alpine\nWORKDIR /srv/app\nRUN true\n';
    for (const same of ['/srv/app/', '/srv//app', '/srv/x/../app', 'srv/app']) assert.equal(edit(workdir, '/srv/app', same), 'cached 2,3', same);
    assert.equal(edit(workdir, 'WORKDIR /srv/app', 'WORKDIR /srv\nWORKDIR app'), 'runs 2,3,4');
    assert.equal(edit(workdir, '\nRUN', '\nWORKDIR .\nRUN'), 'cached 2; runs 3,4');
    assert.equal(edit('FROM alpine\nRUN true\n', 'RUN', 'WORKDIR /\nRUN'), 'cached 3');
  });
  test('SHELL reaches only shell form', () => {
    assert.equal(edit('FROM alpine\nSHELL ["/bin/sh", "-c"]\nRUN x\n', '"-c"', '"-ec"'), 'runs 3');
    assert.equal(edit('FROM alpine\nSHELL ["/bin/sh", "-c"]\nRUN ["x"]\n', '"-c"', '"-ec"'), 'cached 3');
    assert.equal(edit('FROM alpine\nRUN x\n', 'RUN', 'SHELL ["/bin/sh", "-c"]\nRUN'), 'cached 3');
  });
});

suite('cache: files that COPY takes', () => {
  const folder = 'FROM alpine\nCOPY d /d\nRUN true\n';
  test('content, new, removed and renamed files of a folder', () => {
    assert.equal(change(folder, { 'd/one.txt': 'x' }), 'runs 2,3');
    assert.equal(change(folder, { 'd/new': '' }), 'runs 2,3');
    assert.equal(change(folder, { 'd/one.txt': undefined }), 'runs 2,3');
    assert.equal(change(folder, { 'd/one.txt': undefined, 'd/ONE.txt': '1' }), 'runs 2,3');
    assert.equal(change(folder, { 'a.txt': 'x', 'new/file': 'x' }), 'cached 2,3');
  });
  test('files that the ignore file takes away do not count', () => {
    assert.equal(change(folder, { 'd/one.txt': 'x' }, 'd/one.txt'), 'cached 2,3');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'a.txt': 'x' }, '*.txt'), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'Dockerfile': 'x' }, 'Dockerfile'), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY . /x\n', { 'Dockerfile': 'x' }), 'runs 2');
  });
  test('a change of the ignore file counts through the files it selects', () => {
    const all = 'FROM alpine\nCOPY . /x\n';
    assert.equal(outcomes(input(all, { ignoreFile: 'a.txt\nb.txt' }), input(all, { ignoreFile: '# no\nb.txt\na.txt\nmissing' })), 'cached 2');
    assert.equal(outcomes(input(all), input(all, { ignoreFile: 'a.txt' })), 'runs 2');
    assert.equal(outcomes(input(folder), input(folder, { ignoreFile: 'a.txt' })), 'cached 2,3');
  });
  test('wildcards: matches count by name, not by folder', () => {
    const wildcard = 'FROM alpine\nCOPY *.txt /x/\n';
    assert.equal(change(wildcard, { 'c.txt': '' }), 'runs 2');
    assert.equal(change(wildcard, { 'c.md': '' }), 'cached 2');
    assert.equal(change('FROM alpine\nCOPY a.txt lock* /x/\n', { lock: '' }), 'runs 2');
    assert.equal(change('FROM alpine\nCOPY */one.txt /x/\n', { 'd/one.txt': undefined, 'e/one.txt': '1' }), 'cached 2');
    assert.equal(edit(wildcard, '*.txt', 'a.txt b.txt'), 'runs 2');
  });
  test('spelling of sources and destinations', () => {
    const copy = 'FROM alpine\nWORKDIR /w\nCOPY a.txt b.txt ./\n';
    for (const same of ['./a.txt b.txt ./', '/a.txt ../b.txt .', 'd/../a.txt b.txt /w/', '["a.txt", "b.txt", "./"]']) assert.equal(edit(copy, 'a.txt b.txt ./', same), 'cached 2,3', same);
    assert.equal(edit(copy, 'a.txt b.txt', 'b.txt a.txt'), 'cached 2; runs 3');
    assert.equal(edit('FROM alpine\nCOPY a.txt /x\n', '/x', '/x/'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY a.txt /x\n', 'COPY', 'ADD'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY d/ /x\n', 'd/', 'd'), 'cached 2');
  });
  test('only the last part of a source path is keyed', () => {
    const before = input(folder);
    const moved = entries({ 'a.txt': 'a', 'deep/d/one.txt': '1', 'deep/d/two.txt': '2', 'deep/d/sub/three.txt': '3' });
    assert.equal(outcomes(before, input(folder.replace('COPY d', 'COPY deep/d'), { context: moved })), 'cached 2,3');
  });
  test('owner and mode flags', () => {
    const copy = 'FROM alpine\nCOPY --chown=root --chmod=755 a.txt /a\n';
    assert.equal(edit(copy, '--chown=root --chmod=755', '--chmod=0755 --chown=0'), 'cached 2');
    assert.equal(edit(copy, '=root', '=node'), 'runs 2');
    assert.equal(edit(copy, '=755', '=700'), 'runs 2');
    assert.equal(edit('FROM alpine\nCOPY a.txt /a\n', 'COPY', 'COPY --chown=0:0'), 'runs 2');
    assert.equal(edit('FROM alpine\nARG U=1\nCOPY --chown=$U a.txt /a\n', 'U=1', 'U=2'), 'runs 3');
  });
  test('the mode of a file counts, that of a folder that was there does not', () => {
    const context = (file: number, directory: number): ContextEntry[] => [
      { path: 'd', type: 'directory', size: 0, mode: directory },
      { path: 'd/f', type: 'file', size: 1, mode: file, identity: 'x' },
    ];
    const run = (file: number, directory: number) => outcomes(input(folder, { context: context(0o644, 0o755) }), input(folder, { context: context(file, directory) }));
    assert.equal(run(0o755, 0o755), 'runs 2,3');
    assert.equal(run(0o644, 0o700), 'cached 2,3');
    const hidden = input(folder, { context: context(0o644, 0o755), ignoreFile: 'd' });
    assert.equal(outcomes([input(folder, { context: context(0o644, 0o755) }), hidden], input(folder, { context: context(0o644, 0o700) })), 'runs 2,3');
  });
  test('links: the target of one that is named, the text of one inside', () => {
    const file = (path: string, identity: string): ContextEntry => ({ path, type: 'file', size: 1, mode: 0o644, identity });
    const link = (path: string, linkTarget: string): ContextEntry => ({ path, type: 'symlink', size: 0, mode: 0o777, linkTarget });
    const named = 'FROM alpine\nCOPY link /a\n';
    const base = [file('x', '1'), file('y', '1'), file('z', '2')];
    assert.equal(outcomes(input(named, { context: [...base, link('link', 'x')] }), input(named, { context: [...base, link('link', 'y')] })), 'cached 2');
    assert.equal(outcomes(input(named, { context: [...base, link('link', 'x')] }), input(named, { context: [...base, link('link', 'z')] })), 'runs 2');
    assert.equal(outcomes(input(named, { context: [...base, file('link', '1')] }), input(named, { context: [...base, link('link', 'x')] })), 'cached 2');
    const inside = 'FROM alpine\nCOPY d /a\n';
    assert.equal(outcomes(input(inside, { context: [...base, link('d/link', '../x')] }), input(inside, { context: [...base, link('d/link', '../y')] })), 'runs 2');
  });
  test('--exclude and --parents', () => {
    const exclude = '# syntax=docker/dockerfile:1\nFROM alpine\nCOPY --exclude=*.md d /d/\n';
    assert.equal(change(exclude, { 'd/x.md': '' }), 'cached 3');
    assert.equal(change(exclude, { 'd/x.txt': '' }), 'runs 3');
    assert.equal(edit(exclude, '=*.md', '=*.zzz'), 'runs 3');
    const parents = '# syntax=docker/dockerfile:1\nFROM alpine\nCOPY --parents d/sub/three.txt /p/\n';
    assert.equal(change(parents, { 'd/one.txt': 'x' }), 'cached 3');
    assert.equal(change(parents, { 'd/sub/three.txt': 'x' }), 'runs 3');
    assert.equal(change(parents.replace('d/sub/', '*/sub/'), { 'd/sub/three.txt': undefined, 'e/sub/three.txt': '3' }), 'runs 3');
  });
  test('a source that is missing makes the build fail', () => {
    const [step] = predict(input('FROM alpine\nCOPY nothing /\n'), input('FROM alpine\nCOPY nothing* b* gone /x/\n')).steps;
    assert.match(step!.because, /The build fails here: the context holds no gone/);
  });
});

suite('cache: stages', () => {
  const build = 'FROM alpine AS build\nCOPY a.txt /in\nRUN make > /out\nFROM scratch\nCOPY --from=build /out /out\nRUN true\n';
  test('a stage that runs again decides a COPY --from by what it writes', () => {
    assert.equal(change(build, { 'a.txt': 'x' }), 'runs 2,3; depends 5,6');
    assert.equal(edit(build, 'alpine', 'alpine:3'), 'runs 2,3; depends 5,6');
  });
  test('what is new in itself runs whatever the stage writes', () => {
    const both = 'FROM alpine AS build\nCOPY a.txt /in\nFROM scratch\nCOPY --from=build /in /in\nCOPY a.txt /a\nRUN true\n';
    assert.equal(change(both, { 'a.txt': 'x' }), 'runs 2,5,6; depends 4');
  });
  test('names, indexes, case and order of stages do not count', () => {
    assert.equal(edit(build, '--from=build', '--from=0'), 'cached 2,3,5,6');
    assert.equal(outcomes(input(build), input(build.replaceAll('build', 'Maker'))), 'cached 2,3,5,6');
    const two = (first: string, second: string) => `FROM alpine AS ${first}\nRUN ${first}\nFROM alpine AS ${second}\nRUN ${second}\nFROM scratch\nCOPY --from=a / /a/\nCOPY --from=b / /b/\n`;
    assert.equal(outcomes(input(two('a', 'b')), input(two('b', 'a'))), 'cached 2,4,6,7');
  });
  test('a stage that nobody needs is unused', () => {
    const unused = 'FROM alpine AS test\nRUN test\nFROM alpine\nRUN app\n';
    assert.equal(edit(unused, 'RUN test', 'RUN other'), 'cached 4; unused 2');
    assert.equal(outcomes(input(unused), input(unused, { target: 'test' })), 'runs 2; unused 4');
    assert.equal(outcomes(input(unused), input(unused, { target: 'TEST' })), 'runs 2; unused 4');
  });
  test('a target that does not exist is a problem', () => {
    assert.match(predict(input(build), input(build, { target: '0' })).problem ?? '', /No stage is called 0/);
    assert.match(predict(input(build), input(build, { target: 'x' })).problem ?? '', /No stage is called x/);
  });
  test('a stage that is cut in two stays cached', () => assert.equal(edit('FROM alpine AS x\nRUN a\nRUN b\n', 'RUN b', 'FROM x AS y\nRUN b'), 'cached 2,4'));
  test('a child of a stage that runs again runs, cached or not before', () => {
    assert.equal(edit('FROM alpine AS base\nRUN a\nFROM base\nRUN b\n', 'RUN a', 'RUN c'), 'runs 2,4');
    assert.equal(edit('FROM alpine AS base\nLABEL a=1\nFROM base\nRUN b\n', 'a=1', 'a=2'), 'cached 4');
  });
  test('a child of a stage that may or may not run again', () => {
    const dockerfile = 'FROM alpine AS one\nRUN one\nFROM alpine AS two\nCOPY --from=one /x /x\nFROM two\nRUN three\nCOPY a.txt /a\n';
    assert.equal(edit(dockerfile, 'RUN one', 'RUN uno'), 'runs 2; depends 4,6,7');
    assert.equal(outcomes(input(dockerfile), input(dockerfile.replace('RUN one', 'RUN uno').replace('RUN three', 'RUN 3'))), 'runs 2,6,7; depends 4');
  });
  test('another stage or another image as source: only the files decide', () => {
    const dockerfile = 'FROM alpine AS a\nRUN a\nFROM alpine AS b\nRUN b\nFROM scratch\nCOPY --from=a /x /x\nCOPY --from=b /y /y\n';
    assert.equal(edit(dockerfile, '--from=a', '--from=b'), 'cached 4; depends 6,7; unused 2');
    assert.equal(edit('FROM alpine\nCOPY --from=tools:1 /x /x\n', 'tools:1', 'tools:2'), 'depends 2');
    assert.equal(edit('FROM alpine\nCOPY --from=tools /x /x\n', 'tools', 'tools:latest'), 'cached 2');
  });
  test('equal files from another place are the same', () => {
    assert.equal(edit('FROM alpine AS s\nRUN s\nFROM alpine\nCOPY --from=s /a.txt /a\n', 'COPY --from=s /a.txt /a', 'COPY a.txt /a'), 'depends 4; unused 2');
  });
  test('a second stage with the same step shares it', () => {
    const added = 'FROM alpine\nRUN echo one\nCOPY a.txt /a\nRUN echo two\nFROM alpine\nRUN echo one\n';
    assert.equal(outcomes(input(plain), input(added)), 'cached 6; unused 2,3,4');
  });
});

suite('cache: mounts', () => {
  const mount = (options: string) => `FROM alpine\nRUN --mount=${options} true\nRUN true\n`;
  const replace = (from: string, to: string) => outcomes(input(mount(from)), input(mount(to)));
  test('bind: the content at the source', () => {
    assert.equal(change(mount('type=bind,source=d,target=/m'), { 'd/one.txt': 'x' }), 'runs 2,3');
    assert.equal(change(mount('type=bind,source=d,target=/m'), { 'a.txt': 'x' }), 'cached 2,3');
    assert.equal(change(mount('type=bind,target=/m'), { 'a.txt': 'x' }), 'runs 2,3');
    assert.equal(change(mount('target=/m,source=a.txt,rw'), { 'b.txt': 'x' }), 'cached 2,3');
  });
  test('spelling and order do not count', () => {
    assert.equal(replace('type=bind,source=d,target=/m', 'dst=/m/,src=./d,ro'), 'cached 2,3');
    assert.equal(outcomes(input(mount('type=cache,target=/a --mount=type=cache,target=/b')), input(mount('type=cache,target=/b --mount=type=cache,target=/a'))), 'cached 2,3');
  });
  test('target, type, presence and writing count', () => {
    assert.equal(replace('type=bind,source=d,target=/m', 'type=bind,source=d,target=/n'), 'runs 2,3');
    assert.equal(replace('type=bind,source=d,target=/m', 'type=bind,source=d,target=/m,rw'), 'runs 2,3');
    assert.equal(edit(mount('type=ssh'), '--mount=type=ssh ', ''), 'runs 2,3');
    assert.equal(replace('type=tmpfs,target=/t', 'type=tmpfs,target=/t,size=1024'), 'runs 2,3');
  });
  test('cache: later Engines key only whether it is the default one', () => {
    assert.equal(replace('type=cache,target=/c', 'type=cache,target=/c,id=/c,sharing=shared'), 'cached 2,3');
    assert.equal(replace('type=cache,target=/c', 'type=cache,target=/c,id=npm'), 'runs 2,3');
    assert.equal(replace('type=cache,target=/c,id=a', 'type=cache,target=/c,id=b,sharing=locked'), 'cached 2,3');
    const older: EngineRules = { generation: '20.10', linksCopies: false };
    assert.equal(outcomes(input(mount('type=cache,target=/c,id=a')), input(mount('type=cache,target=/c,id=b')), older), 'runs 2,3');
  });
  test('secret and ssh: their defaults spelled out are the same', () => {
    assert.equal(replace('type=secret,id=tok', 'type=secret,id=tok,target=/run/secrets/tok,mode=0400,uid=0'), 'cached 2,3');
    assert.equal(replace('type=secret,id=tok', 'type=secret,id=tok,required'), 'runs 2,3');
    assert.equal(replace('type=secret,id=tok', 'type=secret,id=other'), 'runs 2,3');
    assert.equal(replace('type=ssh', 'type=ssh,id=default'), 'cached 2,3');
  });
  test('bind from a stage that runs again', () => {
    const dockerfile = 'FROM alpine AS b\nCOPY a.txt /in\nFROM alpine\nRUN --mount=from=b,source=/in,target=/m cat /m\nRUN true\n';
    assert.equal(change(dockerfile, { 'a.txt': 'x' }), 'runs 2; depends 4,5');
  });
  test('a variable in an option is replaced, but not by 20.10', () => {
    const dockerfile = 'FROM alpine\nARG T=/a\nRUN --mount=type=cache,target=$T true\n';
    assert.equal(edit(dockerfile, '=/a', '=/b'), 'runs 3');
  });
});

suite('cache: remote sources and links', () => {
  test('ADD of a URL: the same URL is taken to be the same', () => {
    const add = 'FROM alpine\nADD https://example.com/v1/x.tgz /x/\nRUN true\n';
    assert.equal(outcomes(input(add), input(add)), 'cached 2,3');
    assert.equal(edit(add, 'x.tgz', 'y.tgz'), 'runs 2,3');
    assert.equal(edit(add, '/v1/', '/v2/'), 'depends 2,3');
    assert.equal(edit(add, 'ADD', 'ADD --chmod=755'), 'runs 2,3');
  });
  test('COPY --link stands alone where the Engine really links', () => {
    const linked = 'FROM alpine\nRUN one\nCOPY --link a.txt /a\nRUN two\n';
    assert.equal(edit(linked, 'RUN one', 'RUN 1'), 'runs 2,3,4');
    const store: EngineRules = { generation: 'current', linksCopies: true };
    assert.equal(outcomes(input(linked), input(linked.replace('RUN one', 'RUN 1')), store), 'cached 3; runs 2,4');
    assert.equal(outcomes(input(linked), input(linked), store), 'cached 2,3,4');
    const withMode = linked.replace('--link', '--link --chmod=755');
    assert.equal(outcomes(input(withMode), input(withMode.replace('RUN one', 'RUN 1')), store), 'runs 2,3,4');
  });
});

suite('cache: causes', () => {
  const causes = (before: BuildInput, after: BuildInput) => new Map(predict(before, after).steps.map(({ line, because, files: of }) => [line, { because, files: of }]));
  test('files', () => {
    const dockerfile = 'FROM alpine\nCOPY d /d\nRUN true\n';
    const found = causes(input(dockerfile), input(dockerfile, { context: entries({ ...files, 'd/one.txt': 'x', 'd/new': '' }) }));
    assert.deepEqual(found.get(2)?.files, ['d/new', 'd/one.txt']);
    assert.match(found.get(3)!.because, /builds on line 2/);
  });
  test('words, variables, base images', () => {
    assert.match(causes(input(plain), input(plain.replace('echo one', 'echo 1'))).get(2)!.because, /the command/);
    assert.match(causes(input('FROM alpine\nENV A=1 B=1\nRUN x\n'), input('FROM alpine\nENV A=2 B=1\nRUN x\n')).get(3)!.because, /environment \(A\)/);
    assert.match(causes(input('FROM alpine\nENV A=1 B=1\nRUN x\n'), input('FROM alpine\nENV B=1 A=1\nRUN x\n')).get(3)!.because, /order of the environment/);
    assert.match(causes(input(plain), input(plain.replace('alpine', 'debian'))).get(2)!.because, /from alpine to debian/);
  });
  test('a stage that decides', () => {
    const dockerfile = 'FROM alpine AS build\nRUN one\nFROM scratch\nCOPY --from=build /out /out\n';
    assert.match(causes(input(dockerfile), input(dockerfile.replace('RUN one', 'RUN 1'))).get(4)!.because, /Stage build runs again from line 2.*changes \/out/);
  });
});

suite('cache: bad input', () => {
  test('never throws', () => {
    const texts = ['', 'FROM', 'RUN x', 'FROM a\nRUN', 'FROM a\nCOPY', 'FROM a\nCOPY --from=9 x y', 'FROM a AS a\nFROM a AS a\nCOPY --from=a x y', 'FROM $X\nRUN <<EOF\n', 'FROM a\nRUN --mount= x', 'FROM a\nONBUILD', '\0\xff', 'FROM b AS c\nFROM c AS b\nRUN x'];
    for (const text of texts) predict(input(text), input(text));
    assert.match(predict(input(''), input(plain)).problem ?? '', /no FROM/);
  });
  test('a malformed ignore file is a problem with its line', () => {
    assert.match(predict(input(plain), input(plain, { ignoreFile: 'ok\n!\n' })).problem ?? '', /After: .dockerignore line 2/);
  });
  test('image references and platforms have one spelling', () => {
    assert.deepEqual(['a', 'a:latest', 'docker.io/library/a', 'r.io:5000/a', 'a@sha256:1', 'a:1@sha256:1', 'o/a:2'].map(normalImageReference), ['a:latest', 'a:latest', 'a:latest', 'r.io:5000/a:latest', 'a@sha256:1', 'a@sha256:1', 'o/a:2']);
    assert.deepEqual(['amd64', 'linux/x86_64', 'linux/arm64/v8', 'linux/arm/v7', 'windows/amd64'].map(normalPlatform), ['linux/amd64', 'linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64']);
  });
});
