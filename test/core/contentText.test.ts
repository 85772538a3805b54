import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseDaemonProblems, parseHoverText, parseRulePage } from '../../server/language/contentText';
import { parseCourse } from '../../server/language/course/courseIndex';
import { parseLab } from '../../server/language/course/labText';
import { parseLesson } from '../../server/language/course/lessonText';
import { parseHoverTextList } from '../../server/language/hoverTextList';
import { readContentFolder } from '../../server/world/contentFolder';

const hover = `---
title: RUN
summary: Runs a command.
---
## Like I'm 5
Words.
## Like I'm 15
More words.
## Developer
All words.
## Analogy: Git
Like a script. It breaks: it is no script.
`;

const rule = `---
title: A rule
summary: It finds something.
alsoKnownAs: [DL1]
---
## What
It is.
## Why
Because.
## What to do
This.
## Bad
\`\`\`dockerfile Dockerfile
FROM a
## not a heading
\`\`\`
\`\`\`json package.json
{}
\`\`\`
## Good
\`\`\`dockerfile Dockerfile
FROM b
\`\`\`
`;

const lesson = `---
id: one
level: foundations
order: 1
title: One
why: It matters.
diagrams: [{source: a.mmd, alternative: A picture.}]
sources: [https://example.org/]
---
## Like I'm 5
Words.
## Like I'm 15
More words.
## Developer
All words.
## Check yourself
### First? {#first fact=a-fact}
- [x] yes > because
- [ ] no > because not
### Second? {#second fact=a-fact}
- [ ] 1 > 0 > because not
- [x] 2 > because
`;

const lab = `task: Do it.
hints: [Try.]
firstFile: Dockerfile
noDaemon: Read.
static:
  - condition: runs-command
    file: Dockerfile
    command: npm ci
    title: It installs
    unmet: Not yet.
`;

const fails = (read: () => unknown, message: RegExp) => assert.throws(read, message);

suite('content: reading hover texts', () => {
  test('a whole text, with either line end', () => {
    for (const source of [hover, hover.replaceAll('\n', '\r\n'), `\uFEFF${hover}`]) {
      const text = parseHoverText('hover/dockerfile/RUN.md', source);
      assert.equal(text.id, 'dockerfile/RUN');
      assert.deepEqual(text.levels, { child: 'Words.', teen: 'More words.', developer: 'All words.' });
      assert.deepEqual(text.analogies, { git: 'Like a script. It breaks: it is no script.' });
    }
  });

  const faults: readonly [string, string, RegExp][] = [
    ['no front matter', hover.slice(4), /^ContentError: content\/hover\/x\.md: starts with no front matter/],
    ['an unknown key', hover.replace('title:', 'titel: x\ntitle:'), /unknown key titel/],
    ['a missing title', hover.replace('title: RUN\n', ''), /title is missing/],
    ['a title that is a list', hover.replace('title: RUN', 'title: [RUN]'), /title is missing or not a text/],
    ['a missing level', hover.replace("## Like I'm 15\nMore words.\n", ''), /"Like I'm 15" is missing or empty/],
    ['an empty level', hover.replace('All words.', ''), /"Developer" is missing or empty/],
    ['an unknown heading', hover.replace('## Developer', '## Developr'), /unknown heading "Developr"/],
    ['a heading twice', `${hover}## Developer\nx\n`, /heading "Developer" twice/],
    ['an analogy that never breaks', hover.replace('It breaks:', 'But'), /no sentence "It breaks:"/],
    ['text above the first heading', hover.replace("## Like I'm 5", "Hello\n## Like I'm 5"), /text above its first heading: Hello/],
    ['an open fence', hover.replace('All words.', '```\nx'), /code fence that is not closed/],
    ['a reference that is no address', hover.replace('title:', 'reference: docs\ntitle:'), /not an https address/],
    ['broken YAML', hover.replace('title: RUN', 'title: "RUN'), /content\/hover\/x\.md: /],
    ['a key twice', hover.replace('title: RUN', 'title: RUN\ntitle: RUN'), /unique/],
  ];
  for (const [name, source, message] of faults) {
    test(`refused: ${name}`, () => fails(() => parseHoverText('hover/x.md', source), message));
  }
});

suite('content: reading lists of short texts', () => {
  const list = `title: RUN --mount, {name}
reference: https://example.com
texts:
  target:
    summary: A place.
    child: Words.
    teen: More words.
    developer: All words.
    whatToDo: this.
  dst:
    like: target
    summary: The same place.
`;

  test('the name is part of the id and of the title, and a text may be like another', () => {
    const [target, dst] = parseHoverTextList('hover/dockerfile/mount-x.yaml', list);
    assert.equal(target!.id, 'dockerfile/mount-x target');
    assert.equal(target!.title, 'RUN --mount, target');
    assert.equal(target!.levels.developer, 'All words.\n\n**What to do:** this.');
    assert.deepEqual([dst!.summary, dst!.levels.child, dst!.reference], ['The same place.', 'Words.', 'https://example.com']);
  });

  const faults: readonly [string, string, RegExp][] = [
    ['an unknown key of the file', list.replace('title:', 'titel: x\ntitle:'), /the file has the unknown key titel/],
    ['an unknown key of a text', list.replace('summary: A', 'sumary: x\n    summary: A'), /target has the unknown key sumary/],
    ['a missing level', list.replace('    teen: More words.\n', ''), /target: teen is missing/],
    ['nothing to do', list.replace('    whatToDo: this.\n', ''), /target: whatToDo is missing/],
    ['a reference that is no address', list.replace('https://example.com', 'docs'), /not an https address/],
    ['a likeness to nothing', list.replace('like: target', 'like: src'), /dst is like a text that is not there/],
    ['no texts', 'title: x\n', /texts is not a mapping/],
  ];
  for (const [name, source, message] of faults) test(`refused: ${name}`, () => fails(() => parseHoverTextList('hover/x.yaml', source), message));
});

suite('content: reading rule pages', () => {
  test('sections become the body, fences become files', () => {
    const page = parseRulePage('rules/a-rule.md', rule);
    assert.equal(page.id, 'a-rule');
    assert.deepEqual(page.alsoKnownAs, ['DL1']);
    assert.equal(page.body, '## What\n\nIt is.\n\n## Why\n\nBecause.\n\n## What to do\n\nThis.');
    assert.deepEqual(page.examples, [
      { kind: 'bad', files: { Dockerfile: 'FROM a\n## not a heading\n', 'package.json': '{}\n' } },
      { kind: 'good', files: { Dockerfile: 'FROM b\n' } },
    ]);
  });

  const faults: readonly [string, string, RegExp][] = [
    ['sections in another order', rule.replace('## What\n', '## Wat\n'), /must start with the sections What, Why and What to do/],
    ['an empty section', rule.replace('Because.', ''), /"Why" is empty/],
    ['no examples', rule.slice(0, rule.indexOf('## Bad')), /needs pairs/],
    ['a bad without a good', rule.slice(0, rule.indexOf('## Good')), /needs pairs/],
    ['two bad in a row', rule.replace('## Good', '## Bad'), /has "Bad" where "Good" should stand/],
    ['an example without a named file', rule.replaceAll(' Dockerfile', '').replace(' package.json', ''), /no fence with a language and a path/],
    ['a list of other names that is none', rule.replace('[DL1]', 'DL1'), /alsoKnownAs is not a list/],
  ];
  for (const [name, source, message] of faults) {
    test(`refused: ${name}`, () => fails(() => parseRulePage('rules/x.md', source), message));
  }
});

suite('content: reading lessons and labs', () => {
  const parse = (source: string) => parseLesson('lessons/foundations/01-one', { lesson: source, lab, diagrams: { 'a.mmd': 'flowchart LR\n' } });

  test('a whole lesson', () => {
    const result = parse(lesson);
    assert.equal(result.id, 'one');
    assert.deepEqual(result.diagrams, [{ source: 'a.mmd', mermaid: 'flowchart LR\n', picture: 'media/walkthrough/one-a.svg', alternative: 'A picture.' }]);
    assert.equal(result.questions.length, 2);
    assert.deepEqual(result.questions[0]!.answers[1], { text: 'no', correct: false, because: 'because not' });
    assert.deepEqual(result.lab?.static, [{ condition: 'runs-command', parameters: { file: 'Dockerfile', command: 'npm ci' }, title: 'It installs', unmet: 'Not yet.' }]);
  });

  const faults: readonly [string, string, RegExp][] = [
    ['another folder', lesson.replace('order: 1', 'order: 2'), /says lessons\/foundations\/02-one but lies in lessons\/foundations\/01-one/],
    ['two sentences why', lesson.replace('It matters.', 'It matters. Much.'), /why is not exactly one sentence/],
    ['no right answer', lesson.replace('- [x] yes', '- [ ] yes'), /no answer is right: First\?/],
    ['an answer without a reason', lesson.replace('yes > because', 'yes'), /this answer is not/],
    ['a question without an id', lesson.replace(' {#first fact=a-fact}', ''), /does not end in/],
    ['an id twice', lesson.replace('#second', '#first'), /has the question first twice/],
  ];
  for (const [name, source, message] of faults) test(`refused: ${name}`, () => fails(() => parse(source), message));

  const labFaults: readonly [string, string, RegExp][] = [
    ['an unknown condition', lab.replace('runs-command', 'runs-shell'), /runs-shell is not in the registry of static conditions/],
    ['a condition without a parameter that it needs', lab.replace('    command: npm ci\n', ''), /runs-command needs command, a string/],
    ['a parameter for a condition that takes none', lab.replace('runs-command', 'entrypoint-and-cmd'), /takes no command/],
    ['an unknown key', `${lab}shell: ls\n`, /unknown key shell/],
    ['no hint', lab.replace('[Try.]', '[]'), /no hint or more than three/],
    ['nothing to check', lab.replace(/static:[\s\S]*/, 'static: []\n'), /static holds no condition/],
  ];
  for (const [name, source, message] of labFaults) test(`refused: ${name}`, () => fails(() => parseLab('x/lab.yaml', source), message));
});

suite('content: reading daemon problems', () => {
  test('a reason without a remedy is refused', () => {
    fails(() => parseDaemonProblems('daemon.yaml', 'timeout:\n  title: a\n  explanation: b\n'), /timeout\.remedy is missing/);
    fails(() => parseDaemonProblems('daemon.yaml', '- a\n'), /is not a mapping/);
  });

  test('a remedy for each platform, or one for all', () => {
    const start = 'timeout:\n  title: a\n  explanation: b\n';
    const remedies = { linux: 'l', macos: 'm', windows: 'w' };
    const { timeout } = parseDaemonProblems('daemon.yaml', `${start}  remedies: {linux: l, macos: m, windows: w}\n`);
    assert.deepEqual(timeout, { title: 'a', explanation: 'b', remedy: 'l', remedies });
    fails(() => parseDaemonProblems('daemon.yaml', `${start}  remedies: {linux: l, macos: m}\n`), /timeout\.remedies\.windows is missing/);
    fails(() => parseDaemonProblems('daemon.yaml', `${start}  remedy: r\n  remedies: {linux: l, macos: m, windows: w}\n`), /either remedy or remedies/);
    fails(() => parseDaemonProblems('daemon.yaml', `${start}  remedies: r\n`), /either remedy or remedies/);
  });
});

suite('content: reading the course index', () => {
  test('levels may be missing, ids keep their order', () => {
    assert.deepEqual(parseCourse('course.yaml', 'foundations: [a, b-2]\n'), { levels: { foundations: ['a', 'b-2'], advanced: [], expert: [] }, stages: [] });
  });

  const faults: readonly [string, string, RegExp][] = [
    ['an unknown level', 'foundation: [a]', /unknown level foundation/],
    ['an id twice', 'foundations: [a]\nexpert: [a]', /has a twice/],
    ['an id that is no kebab-case', 'foundations: [A_b]', /A_b is not in kebab-case/],
    ['a level that is no list', 'foundations: a', /foundations is not a list/],
  ];
  for (const [name, source, message] of faults) test(`refused: ${name}`, () => fails(() => parseCourse('course.yaml', source), message));
});

suite('content: reading the whole folder', () => {
  let folder: string;
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, 'content', file)), { recursive: true });
    writeFileSync(join(folder, 'content', file), text);
  };
  const read = () => readContentFolder(join(folder, 'content'));

  setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'layerwise-content-'));
    write('course.yaml', 'foundations: [one]\n');
    write('daemon.yaml', 'timeout: {title: a, explanation: b, remedy: c}\n');
    write('graph-sample.json', '{}');
    write('compose-diagram.yaml', 'empty: {title: a, explanation: b, remedy: c}\n');
    write('compose-faults.md', '# Faults\n\nOf all.\n\n## one-fault\n\nOf one.\n');
    write('command-line.txt', 'help');
    write('graph/image.md', hover.replace(/summary:.*\n/, '').replace(/(reference|lesson):.*\n/g, ''));
    write('graph/cues.yaml', 'unused-image: {title: a, explanation: b, child: c, remedy: d, lesson: one}\n');
    write('lessons/foundations/01-one/lesson.md', lesson);
    write('lessons/foundations/01-one/diagrams/a.mmd', 'flowchart LR\n');
    write('cheat-sheet.yaml', '[]\n');
    write('docker-options.yaml', '{}\n');
    write('hover/dockerfile/RUN.md', hover);
  });
  teardown(() => rmSync(folder, { recursive: true }));

  test('a folder in order', () => {
    const content = read();
    assert.deepEqual(Object.keys(content.hovers), ['dockerfile/RUN']);
    assert.deepEqual(content.lessons.map(({ id }) => id), ['one']);
    assert.deepEqual(Object.keys(content.graph?.kinds ?? {}), ['image']);
    assert.deepEqual(content.graph?.cues, { 'unused-image': { title: 'a', levels: { child: 'c', teen: 'b', developer: 'b' }, remedy: 'd', lesson: 'one' } });
  });

  test('a cue leads to its lesson once that is written', () => {
    write('course.yaml', 'foundations: [one, two]\n');
    write('graph/cues.yaml', 'a: {title: a, explanation: b, remedy: c, lesson: two}\n');
    assert.deepEqual(Object.keys(read().graph?.cues['a'] ?? {}), ['title', 'levels', 'remedy']);
  });

  const faults: readonly [string, () => void, RegExp][] = [
    ['a missing file', () => rmSync(join(folder, 'content', 'daemon.yaml')), /content\/daemon\.yaml: is missing/],
    ['a lesson at another place', () => write('course.yaml', 'foundations: [zero, one]\n'), /course\.yaml: does not have lessons\/foundations\/01-one/],
    ['a lesson before what it needs', () => write('lessons/foundations/01-one/lesson.md', lesson.replace('order: 1', 'order: 1\nprerequisites: [one]')), /needs one, which/],
    ['a hover with an unknown lesson', () => write('hover/dockerfile/RUN.md', hover.replace('title:', 'lesson: two\ntitle:')), /names the lesson two/],
    ['a cue with an unknown lesson', () => write('graph/cues.yaml', 'a: {title: a, explanation: b, remedy: d, lesson: two}\n'), /names the lesson two/],
    ['a cue without a remedy', () => write('graph/cues.yaml', 'a: {title: a, explanation: b}\n'), /\(a\): remedy is missing/],
    ['a cue with an unknown key', () => write('graph/cues.yaml', 'a: {title: a, explanation: b, remedy: c, developer: d}\n'), /unknown key developer/],
    ['a diagram without its source', () => rmSync(join(folder, 'content/lessons/foundations/01-one/diagrams/a.mmd')), /a\.mmd: is missing/],
    ['a lab without a solution', () => {
      write('lessons/foundations/01-one/lab/lab.yaml', lab);
      write('lessons/foundations/01-one/lab/start/Dockerfile', 'FROM a\n');
    }, /lab\/solution: is missing/],
  ];
  for (const [name, change, message] of faults) {
    test(`refused: ${name}`, () => {
      change();
      fails(read, message);
    });
  }
});
