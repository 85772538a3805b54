import assert from 'node:assert/strict';
import type { EngineRules } from '../../server/language/cache/buildInput';
import { predict } from '../../server/language/cache/predict';
import { change, edit, input, outcomes, plain, summary } from './cachePredictions';

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
  test('a number in a mount is an image, a stage in --from', () => {
    const mounting = 'FROM alpine\nCOPY a.txt /in\nFROM alpine\nRUN --mount=from=0,target=/m cat /m/in\n';
    assert.equal(change(mounting, { 'a.txt': 'x' }), 'cached 4; unused 2');
    assert.equal(change(mounting.replace('RUN --mount=from=0,target=/m cat /m/in', 'COPY --from=0 /in /in'), { 'a.txt': 'x' }), 'runs 2; depends 4');
  });
  test('a source that is missing in both builds: what needs it was never built', () => {
    const outcomesOf = (dockerfile: string): string => summary(predict(input(dockerfile), input(dockerfile), undefined, { sourcesMustExist: true }).steps);
    assert.equal(outcomesOf('FROM alpine\nRUN a\nCOPY gone /x\nRUN b\n'), 'cached 2; runs 3,4');
    assert.equal(outcomesOf('FROM alpine AS s\nCOPY gone /x\nFROM s AS t\nRUN t\nFROM alpine\nRUN a\nCOPY --from=t /x /x\nRUN b\n'), 'cached 6; runs 2,4,7,8');
    assert.equal(outcomesOf('FROM alpine AS s\nCOPY gone /x\nFROM alpine\nCOPY gone* a.txt /x/\n'), 'cached 4; unused 2');
    assert.equal(edit('FROM alpine\nCOPY gone /x\nLABEL a=1\n', 'a=1', 'a=2'), 'cached 2', 'where nobody knows the files it counts as unchanged');
  });
  test('a stage has what all stages below it set, however many there are', () => {
    const chain = ['FROM alpine AS s0', 'ENV A=1', 'WORKDIR /w', ...Array.from({ length: 600 }, (_, index) => `FROM s${index} AS s${index + 1}`), 'COPY a.txt a', 'RUN echo'].join('\n');
    assert.equal(edit(chain, 'A=1', 'A=2'), 'cached 3,604; runs 605');
    assert.equal(edit(chain, 'COPY a.txt a', 'COPY a.txt /w/a'), 'cached 3,604,605');
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
    assert.equal(replace('type=bind,source=d,target=/m', 'dst=/m,src=./d,ro'), 'cached 2,3');
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
    assert.equal(replace('type=ssh', 'type=ssh,mode=0600'), 'cached 2,3');
    assert.equal(replace('type=ssh', 'type=ssh,id=default'), 'runs 2,3');
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
