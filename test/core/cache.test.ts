import assert from 'node:assert/strict';
import type { BaseImage, BuildInput } from '../../server/language/cache/buildInput';
import { normalImageReference } from '../../server/language/cache/imageReference';
import { normalPlatform } from '../../server/language/cache/platform';
import { predict } from '../../server/language/cache/predict';
import { edit, entries, files, input, outcomes, plain } from './cachePredictions';

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
    assert.equal(edit(script, 'RUN <<', 'SHELL ["/bin/sh", "-ec"]\nRUN <<'), 'runs 3,7', 'the shell starts the script');
    const piped = heredoc.replace('RUN <<EOF', 'RUN cat <<EOF');
    assert.equal(outcomes(input(piped), input(piped.replace('<<EOF', '<<END').replace('\nEOF', '\nEND'))), 'runs 2,5');
    const copy = 'FROM alpine\nCOPY <<EOF /f\nx=1\nEOF\nRUN true\n';
    assert.equal(edit(copy, 'x=1', 'x=2'), 'runs 2,5');
    assert.equal(outcomes(input(copy), input(copy.replace('<<EOF', '<<END').replace('\nEOF', '\nEND'))), 'runs 2,5');
    assert.equal(edit(copy, 'COPY', 'ADD'), 'cached 2,5');
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
  test('ARGs of one line see those before them only with newer front ends', () => {
    const line = 'FROM alpine\nARG A=1 B=x$A\nCOPY a.txt /$B/\n';
    assert.equal(edit(line, '/$B/', '/x/'), 'cached 3');
    assert.equal(edit(`# syntax=docker/dockerfile:1\n${line}`, '/$B/', '/x1/'), 'cached 4');
  });
  test('the platform that builds is the native one', () => {
    for (const [name, value] of [['BUILDPLATFORM', 'linux/amd64'], ['BUILDARCH', 'amd64'], ['BUILDOS', 'linux'], ['TARGETARCH', 'amd64']]) {
      assert.equal(edit(`FROM alpine\nARG ${name}\nCOPY a.txt /$${name}/\n`, `/$${name}/`, `/${value}/`), 'cached 3', name);
    }
  });
  test('what only newer front ends define is no argument otherwise', () => {
    assert.equal(edit('FROM alpine\nRUN echo\n', 'RUN', 'ARG TARGETSTAGE TARGETOSVERSION\nRUN'), 'cached 3');
    assert.equal(edit('# syntax=docker/dockerfile:1\nFROM alpine\nRUN echo\n', 'RUN', 'ARG TARGETSTAGE\nRUN'), 'runs 4');
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
  test('WORKDIR: the path counts, not its spelling; but a RUN gets an absolute one as it is written', () => {
    const workdir = 'FROM alpine\nWORKDIR /srv/app\nRUN true\n';
    const copied = 'FROM alpine\nWORKDIR /srv/app\nCOPY a.txt ./\n';
    for (const same of ['/srv/app/', '/srv//app', '/srv/x/../app', 'srv/app']) {
      assert.equal(edit(copied, '/srv/app', same), 'cached 2,3', same);
      assert.equal(edit(workdir, '/srv/app', same), same.startsWith('/') ? 'cached 2; runs 3' : 'cached 2,3', same);
    }
    assert.equal(edit('FROM alpine\nWORKDIR /srv\nWORKDIR app\nRUN true\n', '/srv', '/srv/'), 'cached 2,3,4');
    assert.equal(edit(workdir, 'WORKDIR /srv/app', 'WORKDIR /srv\nWORKDIR app'), 'runs 2,3,4');
    assert.equal(edit(workdir, '\nRUN', '\nWORKDIR .\nRUN'), 'cached 2; runs 3,4');
    assert.equal(edit('FROM alpine\nRUN true\n', 'RUN', 'WORKDIR /\nRUN'), 'cached 3');
  });
  test('SOURCE_DATE_EPOCH reaches WORKDIR through newer front ends', () => {
    const build = (dockerfile: string) => outcomes(input(dockerfile), input(dockerfile, { buildArguments: { SOURCE_DATE_EPOCH: '1' } }));
    assert.equal(build('FROM alpine\nWORKDIR /w\nRUN true\n'), 'cached 2,3');
    assert.equal(build('# syntax=docker/dockerfile:1\nFROM alpine\nWORKDIR /w\nRUN true\n'), 'runs 3,4');
    assert.equal(build('# syntax=docker/dockerfile:1.7-labs\nFROM alpine\nWORKDIR /w\nRUN true\n'), 'cached 3,4');
  });
  test('SHELL reaches only shell form', () => {
    assert.equal(edit('FROM alpine\nSHELL ["/bin/sh", "-c"]\nRUN x\n', '"-c"', '"-ec"'), 'runs 3');
    assert.equal(edit('FROM alpine\nSHELL ["/bin/sh", "-c"]\nRUN ["x"]\n', '"-c"', '"-ec"'), 'cached 3');
    assert.equal(edit('FROM alpine\nRUN x\n', 'RUN', 'SHELL ["/bin/sh", "-c"]\nRUN'), 'cached 3');
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
  test('a malformed ignore file that nobody reads is no problem', () => {
    const ignoreFile = 'ok\n!\n';
    const unread = 'FROM alpine AS copying\nCOPY . /x\nFROM alpine\nRUN a\nCOPY <<E /e\nE\n';
    assert.equal(outcomes(input(unread, { ignoreFile }), input(unread.replace('RUN a', 'RUN b'), { ignoreFile })), 'runs 4,5; unused 2');
    const triggered = 'FROM alpine AS base\nONBUILD COPY . /x\nFROM base\nRUN a\n';
    assert.match(predict(input(triggered), input(triggered, { ignoreFile })).problem ?? '', /line 2/);
    const copying = (lines: string): string | undefined => predict(input(plain), input(plain, { ignoreFile: lines })).problem;
    assert.match(copying('bin\\public\n') ?? '', /line 1/);
    assert.equal(copying('*\nbin\\public\n'), undefined, 'no path is compared with it');
  });
  test('image references and platforms have one spelling', () => {
    assert.deepEqual(['a', 'a:latest', 'docker.io/library/a', 'r.io:5000/a', 'a@sha256:1', 'a:1@sha256:1', 'o/a:2'].map(normalImageReference), ['a:latest', 'a:latest', 'a:latest', 'r.io:5000/a:latest', 'a@sha256:1', 'a@sha256:1', 'o/a:2']);
    assert.deepEqual(['amd64', 'linux/x86_64', 'linux/arm64/v8', 'linux/arm/v7', 'windows/amd64'].map(normalPlatform), ['linux/amd64', 'linux/amd64', 'linux/arm64', 'linux/arm/v7', 'windows/amd64']);
  });
});

suite('cache: properties', () => {
  const dockerfiles = [
    'FROM alpine\nCOPY . /x\nRUN make\nCOPY d/* /y/\n',
    'FROM alpine AS a\nARG V=1\nCOPY d /d\nRUN one\nFROM a AS b\nENV X=$V\nWORKDIR /w\nCOPY --from=a /d ./\nRUN --mount=target=/m two\nFROM scratch\nCOPY --from=b /w /w\nADD a.txt b* /z/\n',
  ];
  for (const [index, dockerfile] of dockerfiles.entries()) {
    test(`Dockerfile ${index}: no edit caches all, ignored files do not count, order does not`, () => {
      const ignoreFile = '*.log\n**/tmp\n';
      const before = input(dockerfile, { ignoreFile });
      const all = outcomes(before, before);
      assert.match(all, /^cached [\d,]+$/);
      const noise = entries({ ...files, 'x.log': '1', 'd/tmp/y': '2', 'tmp/z': '' });
      assert.equal(outcomes(before, input(dockerfile, { ignoreFile, context: noise })), all);
      assert.equal(outcomes(before, input(dockerfile, { ignoreFile, context: noise.reverse() })), all);
    });
    test(`Dockerfile ${index}: whatever is edited, an edit that is taken back caches all`, () => {
      const before = input(dockerfile);
      for (const path of Object.keys(files)) {
        const edited = input(dockerfile, { context: entries({ ...files, [path]: 'edited' }) });
        assert.doesNotMatch(outcomes(before, edited), /^cached [\d,]+$/, path);
        assert.match(outcomes([before, edited], before), /^cached [\d,]+$/, path);
      }
    });
  }
});
