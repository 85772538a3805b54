import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExplainLevel, HoverText } from '../../server/language/content';
import { kindOrder } from '../../server/protocol/applyGraphUpdate';
import type { DaemonProblemReason } from '../../server/protocol/graph';
import { platformArguments } from '../../server/language/dockerfile/variables';
import { buildChecks, buildKitArguments, explainedLabels, explainedSignals, explainedVariables, proxyArguments } from '../../server/language/hover/explainedNames';
import { explainedMountOptions } from '../../server/language/hover/mountFacts';
import { cueIds } from '../../server/language/graph/cues';
import { LanguageService } from '../../server/language/languageService';
import { isTaught, parseCorrections } from '../../server/language/course/checker/corrections';
import { readContentFolder } from '../../server/world/contentFolder';

const project = process.cwd();
const content = readContentFolder(join(project, 'content'));
const hovers = Object.values(content.hovers);

/** Instructions, flags and mounts of BuildKit: parser/parser.go `dispatch`, instructions/parse.go and commands_run*.go. */
const instructionFlags: Readonly<Record<string, readonly string[]>> = {
  FROM: ['platform'],
  RUN: ['mount', 'network', 'security', 'device'],
  CMD: [],
  LABEL: [],
  MAINTAINER: [],
  EXPOSE: [],
  ENV: [],
  ADD: ['chown', 'chmod', 'link', 'checksum', 'keep-git-dir', 'exclude', 'unpack'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  ENTRYPOINT: [],
  VOLUME: [],
  USER: [],
  WORKDIR: [],
  ARG: [],
  ONBUILD: [],
  STOPSIGNAL: [],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  SHELL: [],
};
const otherTexts = [
  ...['mount-bind', 'mount-cache', 'mount-tmpfs', 'mount-secret', 'mount-ssh', 'directive-syntax', 'directive-escape', 'directive-check', 'heredoc', 'FROM-AS', 'variable'],
  ...Object.entries(explainedMountOptions).flatMap(([type, options]) => options.map((option) => `mount-${type} ${option}`)),
  ...[...platformArguments, ...proxyArguments, ...buildKitArguments].map((name) => `ARG ${name}`),
  ...[...explainedVariables].map((name) => `ENV ${name}`),
  ...[...explainedLabels].map((name) => `LABEL ${name}`),
  ...[...explainedSignals].map((name) => `STOPSIGNAL ${name}`),
  ...[...buildChecks].map((name) => `check ${name}`),
];

function countWords(markdown: string): number {
  return markdown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** What a reader of one file sees, for the tests that look at every sentence. */
function allProse(): { file: string; text: string }[] {
  const folder = join(project, 'content');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(md|ya?ml|txt)$/.test(file) || file.endsWith('Dockerfile'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

suite('content: hover texts', () => {
  test('every instruction, flag, mount, directive and heredoc of a Dockerfile is explained', () => {
    const expected = Object.entries(instructionFlags).flatMap(([keyword, flags]) => [keyword, ...flags.map((flag) => `${keyword}--${flag}`)]);
    const missing = [...expected, ...otherTexts].filter((name) => !content.hovers[`dockerfile/${name}`]);
    assert.deepEqual(missing, []);
  });

  test('no Dockerfile text explains something that BuildKit does not have', () => {
    const known = new Set([...otherTexts, ...Object.entries(instructionFlags).flatMap(([keyword, flags]) => [keyword, ...flags.map((flag) => `${keyword}--${flag}`)])]);
    const unknown = hovers.map(({ id }) => id).filter((id) => id.startsWith('dockerfile/') && !known.has(id.replace('dockerfile/', '')));
    assert.deepEqual(unknown, []);
  });

  test('texts keep to their length', () => {
    const limits: Readonly<Record<ExplainLevel, number>> = { child: 60, teen: 100, developer: 130 };
    const tooLong = hovers.flatMap(({ id, levels }) =>
      (Object.keys(limits) as ExplainLevel[]).map((level) => ({ id, level, words: countWords(levels[level]) })).filter(({ level, words }) => words > limits[level]),
    );
    assert.deepEqual(tooLong, []);
  });

  test("the child's level has no code", () => {
    const withCode = hovers.filter(({ levels }) => /`/.test(levels.child)).map(({ id }) => id);
    assert.deepEqual(withCode, []);
  });

  test('the summary is one sentence', () => {
    const others = hovers.filter(({ summary }) => !/^[^\n]+[.]$/.test(summary)).map(({ id }) => id);
    assert.deepEqual(others, []);
  });

  test('every Dockerfile text says what to do and links to the official reference', () => {
    const dockerfile = hovers.filter(({ id }) => id.startsWith('dockerfile/'));
    const without = (holds: (hover: HoverText) => boolean) => dockerfile.filter((hover) => !holds(hover)).map(({ id }) => id);
    assert.deepEqual(without(({ levels }) => levels.developer.includes('**What to do:**')), []);
    assert.deepEqual(without(({ reference }) => reference?.startsWith('https://docs.docker.com/reference/dockerfile/#') === true), []);
  });
});

suite('content: hovers reach their texts', () => {
  const service = new LanguageService(content);
  const hoverAt = (text: string, mark: string) =>
    service.hoverDockerfile(service.parseDockerfile(text), text.indexOf(mark), {}, { level: 'teen', background: 'git', commandLinks: true })?.markdown ?? '';
  const shows = (id: string, text: string, mark: string) => {
    const markdown = hoverAt(text, mark);
    const { summary, levels } = content.hovers[id]!;
    assert.ok(markdown.includes(summary) && markdown.includes(levels.teen), `${mark} in ${JSON.stringify(text)} shows ${JSON.stringify(markdown)}`);
  };

  /** An instruction as one writes it, with room for a flag. */
  const written: Readonly<Record<string, (flag: string) => string>> = {
    FROM: (flag) => `FROM ${flag}alpine\n`,
    ONBUILD: () => 'FROM alpine\nONBUILD RUN true\n',
    HEALTHCHECK: (flag) => `FROM alpine\nHEALTHCHECK ${flag}CMD true\n`,
    SHELL: () => 'FROM alpine\nSHELL ["/bin/sh", "-c"]\n',
  };
  for (const [keyword, flags] of Object.entries(instructionFlags)) {
    const write = written[keyword] ?? ((flag: string) => `FROM alpine\n${keyword} ${flag}a=b c/\n`);
    test(keyword, () => {
      shows(`dockerfile/${keyword}`, write(''), keyword);
      for (const flag of flags) shows(`dockerfile/${keyword}--${flag}`, write(`--${flag}=1 `), `${flag}=1`);
    });
  }

  test('directives, mounts, heredocs and stage names', () => {
    for (const name of ['syntax', 'escape', 'check']) shows(`dockerfile/directive-${name}`, `# ${name}=\\\nFROM a\n`, name);
    for (const type of ['bind', 'cache', 'tmpfs', 'secret', 'ssh']) shows(`dockerfile/mount-${type}`, `FROM a\nRUN --mount=type=${type},target=/x true\n`, `type=${type}`);
    shows('dockerfile/heredoc', 'FROM a\nRUN <<EOF\ntrue\nEOF\n', '<<EOF');
    shows('dockerfile/FROM-AS', 'FROM a AS build\n', 'AS');
  });

  test('the comparison that the reader wants is shown', () => {
    assert.match(hoverAt('FROM alpine\n', 'FROM'), /It breaks:/);
  });
});

suite('content: truth', () => {
  const corrections = parseCorrections('corrections.yaml', readFileSync(join(project, 'test', 'fixtures', 'course', 'corrections.yaml'), 'utf8'));
  /** Pages of rules show what they are about. */
  const shown: Readonly<Record<string, readonly string[]>> = {
    C1: ['rules/obsolete-version.md'],
    C16: ['rules/database-without-volume.md'],
    C31: ['rules/apt-update-alone.md'],
    C33: ['rules/copy-before-install.md'],
    C43: ['rules/ownership-after-copy.md'],
  };
  /** Lessons are read part by part in courseLessons.test.ts: their wrong answers are wrong. */
  const prose = allProse().filter(({ file }) => !/^lessons\b/.test(file));
  for (const correction of corrections) {
    test(`nobody is told what ${correction.id} corrects`, () => {
      assert.deepEqual(prose.filter(({ text }) => isTaught(text, correction)).map(({ file }) => file.replaceAll('\\', '/')), shown[correction.id] ?? []);
    });
  }

  test('no stage keyword AS in lower case in a Dockerfile or an example', () => {
    // The page of the rule about it shows it, once.
    assert.deepEqual(allProse().filter(({ text }) => /^FROM \S+ as \S+/m.test(text)).map(({ file }) => file), ['rules/from-as-casing.md']);
  });
});

suite('content: daemon problems', () => {
  test('every reason has its words', () => {
    // A record, so that a new reason does not compile without standing here.
    const reasons: Readonly<Record<DaemonProblemReason, true>> = {
      'socket-missing': true,
      'connection-refused': true,
      'permission-denied': true,
      timeout: true,
      'not-docker': true,
      'bad-host': true,
      'certificate-missing': true,
      'certificate-rejected': true,
      'ssh-failed': true,
      forbidden: true,
      'too-old': true,
      'connection-lost': true,
      'not-supported': true,
      unknown: true,
    };
    assert.deepEqual(Object.keys(reasons).filter((reason) => !content.daemonProblems[reason]), []);
  });
});

suite('content: the graph', () => {
  const { kinds = {}, cues = {} } = content.graph ?? {};

  test('every kind of node and the compose project are explained', () => {
    assert.deepEqual(Object.keys(kinds).sort(), [...Object.keys(kindOrder), 'project'].sort());
  });

  test('every cue has its words, and there are no others', () => {
    assert.deepEqual(Object.keys(cues).sort(), [...cueIds].sort());
  });

  test('texts are short and plain: the page shows them as they are', () => {
    const texts = [...Object.entries(kinds), ...Object.entries(cues)].flatMap(([id, { levels }]) => Object.values(levels).map((text) => ({ id, text })));
    assert.deepEqual(texts.filter(({ text }) => /[`*\n]|\[\w+\]/.test(text) || countWords(text) > 75).map(({ id }) => id), []);
  });
});
