/** Scenarios about several stages, base images, targets and ONBUILD. */
import { replace, type CacheScenario } from './cacheScenarios';

const files = { 'a.txt': 'a', 'b.txt': 'b', 'src/x': 'x', 'src/y': 'y' };
const build = 'FROM {one} AS build\nCOPY src /s\nRUN mkdir /o && cp /s/x /o/x && echo k >/o/k\nFROM {two}\nCOPY --from=build /o/x /o/k /o/\nRUN true\n';
const shared = 'FROM {one} AS base\nRUN echo base\nFROM base AS left\nRUN mkdir /l && echo l >/l/f\nFROM base AS right\nCOPY a.txt /r/f\nFROM {two} AS app\nCOPY --from=left /l/f /l\nCOPY --from=right /r/f /r\n';
const trigger = 'FROM {one} AS base\nONBUILD ENV A=1\nFROM base AS middle\nRUN echo middle\nFROM middle AS top\nRUN echo top\n';

export const stageScenarios: readonly CacheScenario[] = [
  { name: 'stage: output is another', dockerfile: build, files, edit: { write: { 'src/x': 'changed' } }, depends: { lines: [5, 6], really: 'ran' } },
  { name: 'stage: output is the same', dockerfile: build, files, edit: { write: { 'src/y': 'changed' } }, depends: { lines: [5, 6], really: 'cached' } },
  { name: 'stage: sources of COPY --from change places', dockerfile: build, files, edit: replace('/o/x /o/k', '/o/k /o/x') },
  { name: 'stage: two files of one name change places', dockerfile: 'FROM {one} AS b\nRUN mkdir /p /q && echo 1 >/p/f && echo 2 >/q/f\nFROM {two}\nCOPY --from=b /p/f /q/f /x/\n', edit: replace('/p/f /q/f /x', '/q/f /p/f /x') },
  { name: 'stage: another path of the same content', dockerfile: 'FROM {one} AS b\nRUN mkdir /p /q && echo 1 >/p/f && echo 1 >/q/f\nFROM {two}\nCOPY --from=b /p/f /x/\n', edit: replace('/p/f /x', '/q/f /x'), depends: { lines: [4], really: 'cached' } },
  { name: 'stage: another path of another content', dockerfile: 'FROM {one} AS b\nRUN mkdir /p /q && echo 1 >/p/f && echo 2 >/q/f\nFROM {two}\nCOPY --from=b /p/f /x/\n', edit: replace('/p/f /x', '/q/f /x'), depends: { lines: [4], really: 'ran' } },
  { name: 'stage: a slash at the end of a source', dockerfile: 'FROM {one} AS b\nRUN mkdir /p && echo 1 >/p/f\nFROM {two}\nCOPY --from=b /p /x/\n', edit: replace('/p /x', '/p/ /x') },
  { name: 'stage: a source without its first slash', dockerfile: 'FROM {one} AS b\nRUN mkdir /p && echo 1 >/p/f\nFROM {two}\nCOPY --from=b /p /x/\n', edit: replace('/p /x', 'p /x') },
  { name: 'stage: a stage is renamed everywhere', dockerfile: build, files, edit: { dockerfile: (text) => text.replaceAll('build', 'Compile') } },
  { name: 'stage: a stage is named in another case', dockerfile: build, files, edit: replace('--from=build', '--from=BUILD') },
  { name: 'stage: a comment and LABEL in a stage', dockerfile: build, files, edit: replace('COPY src', '# x\nLABEL a=1\nCOPY src') },
  { name: 'stage: ENV in a stage that is copied from', dockerfile: build, files, edit: replace('RUN mkdir', 'ENV A=1\nRUN mkdir'), depends: { lines: [6, 7], really: 'cached' } },
  { name: 'stage: one between is not needed any more', dockerfile: shared, files, edit: replace('COPY --from=left /l/f /l\n', '') },
  { name: 'stage: one more is needed', dockerfile: shared, files, edit: replace('AS app\n', 'AS app\nCOPY --from=base /etc/salt /s\n') },
  { name: 'stage: only one side changes', dockerfile: shared, files, edit: { write: { 'a.txt': 'changed' } }, depends: { lines: [9], really: 'ran' } },
  { name: 'stage: the shared base changes and writes nothing else', dockerfile: shared, files, edit: replace('echo base', 'echo other'), depends: { lines: [8, 9], really: 'cached' } },
  { name: 'stage: independent ones change places', dockerfile: shared, files, edit: { dockerfile: (text) => text.replace(/(FROM base AS left\n.*\n)(FROM base AS right\n.*\n)/, '$2$1') } },
  { name: 'stage: the first comes by a global ARG', dockerfile: 'ARG B=left\nFROM {one} AS left\nRUN echo l\nFROM {one} AS right\nRUN echo r\nFROM $B\nRUN echo top\n', edit: {}, after: { args: { B: 'right' } } },
  { name: 'stage: the base image comes by a build argument', dockerfile: 'ARG B={one}\nFROM $B\nRUN echo top\n', edit: replace('ARG B={one}', 'ARG B={two}') },
  { name: 'stage: FROM scratch', dockerfile: 'FROM {one} AS b\nRUN mkdir /p && echo 1 >/p/f\nFROM scratch\nCOPY --from=b /p/f /etc/salt /f/\nCOPY a.txt /a\n', files, edit: { write: { 'a.txt': 'changed' } } },
  { name: 'stage: ARG does not reach a stage that stands alone', dockerfile: 'FROM {one} AS b\nARG V=1\nCOPY a.txt /a\nFROM {two}\nCOPY --from=b /a /a\nRUN true\n', files, edit: replace('V=1', 'V=2') },
  { name: 'stage: ENV of a parent is set again in another order', dockerfile: 'FROM {one} AS b\nENV A=1\nENV B=2\nENV A=3\nFROM b\nRUN true\n', edit: replace('ENV A=1\nENV B=2\nENV A=3', 'ENV A=3 B=2') },
  { name: 'stage: ARG over ENV ends with the stage', dockerfile: 'FROM {one} AS b\nENV A=1\nARG A=2\nFROM b\nRUN echo $A\n', edit: replace('A=2', 'A=3') },
  { name: 'target: the same stage by name', dockerfile: shared, files, edit: {}, after: { target: 'app' } },
  { name: 'target: in another case', dockerfile: shared, files, edit: {}, before: { target: 'app' }, after: { target: 'APP' } },
  { name: 'target: an earlier stage', dockerfile: shared, files, edit: {}, after: { target: 'right' } },
  { name: 'target: a step behind it changes', dockerfile: shared, files, edit: replace('/r/f /r', '/r/f /rr'), before: { target: 'right' }, after: { target: 'right' } },
  { name: 'platform: the native one is named', dockerfile: 'FROM {one}\nRUN true\nCOPY a.txt /\n', files, edit: replace('FROM', 'FROM --platform=$TARGETPLATFORM') },
  { name: 'ONBUILD: ENV of a grandparent stage reaches the child', dockerfile: trigger, edit: replace('A=1', 'A=2') },
  { name: 'ONBUILD: of a base image, ENV for a stage on a stage', dockerfile: 'FROM {trigger} AS middle\nCOPY a.txt m\nFROM middle AS top\nCOPY a.txt t\nRUN echo top\n', files, triggered: { middle: 1 }, edit: replace('top\nCOPY', 'top\nLABEL x=1\nCOPY') },
  { name: 'ONBUILD: WORKDIR of a grandparent stage reaches the child', dockerfile: 'FROM {one} AS base\nONBUILD WORKDIR /w\nFROM base AS middle\nRUN echo middle\nFROM middle AS top\nCOPY a.txt a\n', files, triggered: { middle: 1 }, edit: replace('top\n', 'top\nWORKDIR /w\n') },
  { name: 'ONBUILD: COPY that takes a changed file', dockerfile: 'FROM {one} AS base\nONBUILD COPY a.txt /a\nFROM base AS app\nRUN echo app\n', files, triggered: { app: 1 }, edit: { write: { 'a.txt': 'changed' } } },
  { name: 'equal steps of two stages', dockerfile: 'FROM {one} AS l\nRUN echo same\nRUN echo l\nFROM {two}\nRUN echo top\nCOPY --from=l /etc/salt /s\n', edit: replace('echo l\n', 'echo ll\n'), depends: { lines: [6], really: 'cached' } },
  { name: 'a step moves into a stage of its own', dockerfile: 'FROM {one}\nCOPY a.txt /a\nRUN echo 1\n', files, edit: { dockerfile: (text) => text.replace('RUN', 'FROM {one} AS other\nRUN echo o\nFROM {one}\nCOPY a.txt /a\nRUN') } },
  { name: 'linked COPY: the step above changes', dockerfile: 'FROM {one}\nRUN echo 1\nCOPY --link a.txt /a\nRUN true\n', files, needsCurrent: true, edit: replace('echo 1', 'echo 2') },
  { name: 'linked COPY: becomes a plain one', dockerfile: 'FROM {one}\nCOPY --link a.txt /a\nRUN true\n', files, needsCurrent: true, edit: replace('--link ', '') },
];
