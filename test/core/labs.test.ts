import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileKindOfPath } from '../../server/language/fileKind';
import type { Lab } from '../../server/language/course/lesson';
import { checkFolder, content, labFolder, labs, readLab, unmetOf, withFolder } from './labFolder';

/** Names of all files below a folder, with `/`. */
function filesBelow(folder: string): readonly string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map(({ name, parentPath }) => join(parentPath, name).slice(folder.length + 1).replaceAll('\\', '/'));
}

/** A lab whose conditions are on one file only: whether the rules find something there does not hang on the lab's own. */
function onFile(lab: Lab, file: string): Lab {
  return { ...lab, static: [{ condition: 'no-findings', parameters: { file }, title: file, unmet: '' }] };
}

const labOf = (id: string) => labs.find(({ lesson }) => lesson.id === id)!;

async function check(lab: Lab, files: Readonly<Record<string, string>>, copyOf?: string) {
  return withFolder(files, async (folder) => {
    const verdict = await checkFolder(lab, folder);
    return { done: verdict.done, reasons: verdict.conditions.flatMap(({ reason }) => reason ?? []).join('\n'), unmet: unmetOf(verdict) };
  }, copyOf);
}

suite('labs of the course', () => {
  for (const { name, lesson, lab, variant } of labs) {
    const [start, solution] = [labFolder(lesson, 'start', variant), labFolder(lesson, 'solution', variant)];

    test(`${name}: what the learner starts from does not pass, and every reason can be read`, async () => {
      const { done, conditions } = await checkFolder(lab, start);
      assert.equal(done, 'no');
      for (const { state, reason, kind } of conditions) {
        if (kind === 'live') assert.equal(state, 'not-run');
        if (state === 'unmet') assert.ok(reason);
      }
    });

    test(`${name}: the solution meets every condition on files, and the rules find nothing in it`, async () => {
      const verdict = await checkFolder(lab, solution);
      assert.deepEqual(unmetOf(verdict), []);
      assert.equal(verdict.done, lab.live.length > 0 ? 'static' : 'all');
      for (const file of filesBelow(solution).filter(fileKindOfPath)) {
        assert.deepEqual((await readLab(onFile(lab, file), solution)).findings(file), [], file);
      }
    });

    test(`${name}: an empty folder, empty files and broken files do not pass`, async () => {
      const files = [...new Set(lab.static.map(({ parameters }) => String(parameters['file'])))];
      const filled = (text: string) => Object.fromEntries(files.map((file) => [file, text]));
      const broken = ['', '\0\u0001\uFFFD', '- a\n\t- b: [\n', 'FROM a\nCMD [', 'services:\n  web:\n    image: [', 'flowchart TD\n  -->\n', `a: &a [${'*a,'.repeat(50)}]\n`, '['.repeat(3_000)];
      for (const given of [{}, ...broken.map(filled)]) assert.equal((await check(lab, given)).done, 'no', JSON.stringify(given).slice(0, 80));
    });

    test(`${name}: the file to open first is there, and so is every file that a condition names in the solution`, () => {
      assert.ok(existsSync(join(start, lab.firstFile)), lab.firstFile);
      for (const { parameters } of lab.static) assert.ok(existsSync(join(solution, String(parameters['file']))), String(parameters['file']));
    });
  }

  test('every lab is there with its start and its solution, and no folder is left over', () => {
    for (const { lesson, lab } of labs) {
      for (const part of ['start', 'solution'] as const) {
        const there = readdirSync(labFolder(lesson, part, undefined));
        if (lab.variants.length > 0) assert.deepEqual(there.sort(), lab.variants.map(({ id }) => id).sort(), lesson.id);
        else assert.ok(there.length > 0, lesson.id);
      }
    }
    assert.ok(labs.length >= 3);
  });

  test('cmd-vs-entrypoint: half a solution is no solution, and says what is missing', async () => {
    const { lab, lesson } = labOf('cmd-vs-entrypoint');
    const dockerfile = async (end: string) => check(lab, { Dockerfile: `FROM node:24-alpine\nWORKDIR /app\nCOPY server.js ./\n${end}\n` }, labFolder(lesson, 'start', undefined));
    assert.match((await dockerfile('CMD ["node", "server.js", "8080"]')).unmet.join(), /sets no ENTRYPOINT/);
    assert.match((await dockerfile('ENTRYPOINT ["node", "server.js"]\nCMD 8080')).unmet.join(), /It runs: node server\.js \/bin\/sh -c 8080/);
    assert.match((await dockerfile("ENTRYPOINT ['node', 'server.js']\nCMD [\"8080\"]")).unmet.join(), /It runs: \/bin\/sh -c/);
    assert.match((await dockerfile('ENTRYPOINT ["node", "server.js"]\nCMD ["80"]')).unmet.join(), /It runs: node server\.js 80\b/);
    assert.match((await dockerfile('ENTRYPOINT ["node"]\nCMD ["server.js", "8080"]')).unmet.join(), /would replace: server\.js 8080/);
    assert.match((await dockerfile('ENTRYPOINT ["node", "server.js", "8080"]\nCMD []')).unmet.join(), /CMD is an empty list/);
  });

  test('layers-and-cache: leaving the install or the source out is no solution', async () => {
    const { lab, lesson } = labOf('layers-and-cache');
    const dockerfile = async (steps: string) => check(lab, { Dockerfile: `FROM node:24-alpine\nWORKDIR /app\n${steps}\nCMD ["node", "server.js"]\n` }, labFolder(lesson, 'start', undefined));
    assert.match((await dockerfile('COPY . .')).unmet.join(), /There is no RUN/);
    assert.match((await dockerfile('COPY package.json package-lock.json ./\nRUN npm ci')).unmet.join(), /Nothing below that RUN copies server\.js/);
    assert.notEqual((await dockerfile('COPY package*.json ./\nRUN npm ci\nCOPY . .')).done, 'no');
    assert.match((await dockerfile('COPY server.js package*.json ./\nRUN npm ci\nCOPY . .')).unmet.join(), /server\.js is copied above/);
    assert.notEqual((await dockerfile('COPY package*.json ./\nRUN npm ci\nFROM node:24-alpine\nWORKDIR /app\nCOPY --from=0 /app ./\nCOPY . .')).done, 'no');
  });

  test('answers may be written in capitals or quotes, and wrong ones are named', async () => {
    const { lab, lesson } = labOf('image-vs-container');
    const folder = labFolder(lesson, 'solution', undefined);
    const solution = readFileSync(join(folder, 'answers.yaml'), 'utf8');
    assert.notEqual((await check(lab, { 'answers.yaml': solution.replaceAll(/: (yes|no)\b/g, (_whole, word: string) => `: " ${word.toUpperCase()} "`) }, folder)).done, 'no');
    assert.match((await check(lab, { 'answers.yaml': solution.replace(/: yes\b/, ': no') }, folder)).unmet.join(), /The answer is: no/);
  });

  /** A writer proves it with a test of this title. Which facts a daemon can prove is the author's to say. */
  test('every fact that a daemon proves is named by a test on a daemon', () => {
    for (const { id, facts } of content.lessons) {
      const proved = facts.filter(({ proof }) => proof === 'daemon');
      if (proved.length === 0) continue;
      const file = join('test', 'daemon', 'lessons', `${id}.test.ts`);
      assert.ok(existsSync(file), `${file} is missing`);
      const text = readFileSync(file, 'utf8');
      const absent = proved.filter((fact) => !new RegExp(`test\\(\\s*['"\`]fact ${fact.id}: `).test(text));
      assert.deepEqual(absent.map((fact) => fact.id), [], `no test of ${file} begins with "fact <id>: "`);
    }
  });
});
