import assert from 'node:assert/strict';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { effectiveCommand, type EffectiveCommand, type RunSettings } from '../../server/language/process/effectiveCommand';
import { readImageConfiguration, type ImageConfiguration } from '../../server/language/process/imageConfiguration';
import { stageCommand } from '../../server/language/process/stageCommand';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, containerArguments, createFolder, docker, dockerOutput, firstProcess, ownName, removeEverything, removeFolder } from './engine';

/** `/hold` takes any words and stays; its interpreter is awk, so that it cannot be mistaken for a shell. */
const base = `${ownName}/hold:1`;
const baseFiles = {
  Dockerfile: `FROM ${busyboxImage}\nCOPY --chmod=755 hold /hold\n`,
  hold: '#!/bin/awk -f\nBEGIN { while (1) system("/bin/sleep 1000") }\n',
};
const interpreter = ['/bin/awk', '-f'] as const;

/** One real container beside what we say about it. */
interface Cell {
  readonly title: string;
  /** Each is built on the one before, as `FROM PREVIOUS`; the first on `base`. */
  readonly dockerfiles: readonly string[];
  readonly run?: RunSettings;
}

const entrypoints = { none: '', exec: 'ENTRYPOINT ["/hold","E"]\n', shell: 'ENTRYPOINT /hold E\n' };
const cmds = { none: '', exec: 'CMD ["/hold","C"]\n', shell: 'CMD /hold C\n' };

/** What comes before the image on the command line; no `--entrypoint`, one with a program, the empty one, and an init. */
const starts: Readonly<Record<string, RunSettings>> = {
  'docker run': {},
  'docker run --entrypoint /hold': { entrypoint: '/hold' },
  'docker run --entrypoint ""': { entrypoint: '' },
  'docker run --init': { init: true },
};

/** Every ENTRYPOINT with every CMD, started in every way, with and without arguments. */
function matrix(): Cell[] {
  return combinations().flatMap(({ title, text }) =>
    Object.entries(starts).flatMap(([start, run]) =>
      [[], ['/hold', 'A']].map((args): Cell => ({ title: `${title}: ${start}, ${args.length} arguments`, dockerfiles: [text], run: { ...run, arguments: args } })),
    ),
  );
}

/** Every ENTRYPOINT with every CMD in a base image, and every single one above it. */
function inheritance(): Cell[] {
  const children = [entrypoints.exec, entrypoints.shell, 'CMD ["/hold","other"]\n', 'CMD /hold other\n', 'ENTRYPOINT []\n'];
  return combinations().flatMap(({ title, text }) => children.map((child): Cell => ({ title: `${title}, in the child ${child.trim()}`, dockerfiles: [text, child] })));
}

function combinations(): { title: string; text: string }[] {
  return Object.entries(entrypoints).flatMap(([entrypoint, first]) =>
    Object.entries(cmds).map(([cmd, second]) => ({ title: `ENTRYPOINT ${entrypoint}, CMD ${cmd}`, text: first + second })),
  );
}

const ash = 'SHELL ["/bin/ash","-ec"]\n';

const others: readonly Cell[] = [
  { title: 'a child image leaves both', dockerfiles: [entrypoints.exec + cmds.exec, ''] },
  { title: 'CMD above ENTRYPOINT counts', dockerfiles: [cmds.exec + entrypoints.exec] },
  { title: 'the last of each wins', dockerfiles: [`${entrypoints.shell}${cmds.shell}${cmds.exec}${entrypoints.exec}`] },
  { title: 'arguments in place of a child CMD, behind an inherited ENTRYPOINT', dockerfiles: [entrypoints.exec + cmds.exec, 'CMD ["other"]\n'], run: { arguments: ['A', ''] } },
  { title: 'arguments behind a child ENTRYPOINT in shell form', dockerfiles: [cmds.exec, 'ENTRYPOINT exec /hold E\n'], run: { arguments: ['A'] } },
  { title: 'an empty CMD leaves nothing', dockerfiles: [cmds.exec, 'CMD []\n'] },
  { title: 'a bare CMD is an empty shell text', dockerfiles: ['CMD\n'] },
  { title: 'an empty word is a word', dockerfiles: [`${entrypoints.exec}CMD [""]\n`] },
  { title: 'an ENTRYPOINT of one empty word is none', dockerfiles: [`ENTRYPOINT [""]\n${cmds.exec}`] },
  { title: 'a stage built on a stage', dockerfiles: [`AS one\n${cmds.exec}${ash}FROM one\nENTRYPOINT /hold E\n`] },
  { title: 'SHELL above counts', dockerfiles: [ash + cmds.shell] },
  { title: 'SHELL below does not count', dockerfiles: [cmds.shell + ash] },
  { title: 'SHELL is inherited from an image', dockerfiles: [ash, cmds.shell] },
  { title: 'ONBUILD CMD of the base survives the child ENTRYPOINT', dockerfiles: [`ONBUILD ${cmds.exec}`, entrypoints.exec] },
  { title: 'ONBUILD in a stage runs in the stage built on it', dockerfiles: [`AS one\nONBUILD ${cmds.exec}FROM one\n`] },
  { title: 'single quotes are shell form', dockerfiles: ["CMD ['/hold', 'C']\n"] },
  { title: 'continued lines keep their blanks', dockerfiles: ['CMD /hold a \\\n   # comment\n   "b  c"\n'] },
  { title: 'words and escapes of a JSON list', dockerfiles: ['CMD [ "/hold" , "a\\\\b\\u0041\\"" ,"$HOME" ]\n'] },
  { title: '--entrypoint takes arguments', dockerfiles: [entrypoints.exec + cmds.exec], run: { entrypoint: '/hold', arguments: ['x y', ''] } },
  { title: 'one empty argument replaces CMD', dockerfiles: [entrypoints.exec + cmds.exec], run: { arguments: [''] } },
];

/** Texts of a shell form with busybox as the shell. */
const shellTexts = [
  '/hold a',
  'exec /hold a',
  'X=1 /hold $X > /dev/null',
  'cd /bin && /hold a',
  'cd /; true && false || true; /hold b',
  'echo x | /hold a',
  '/hold a | cat',
  '/hold a && echo done',
  '/hold a & wait',
  '! /hold a',
  'while true; do /hold a; done',
  'trap "echo bye" TERM; /hold a',
  'trap "echo bye" TERM; exec /hold a',
  'set -e; : ${X:=1}; "/hold" \'a b\'',
  'true # && false\n',
];

interface Observation {
  /** Undefined where the daemon refuses to create the container; `refusal` says why. */
  readonly argv: readonly string[] | undefined;
  readonly refusal: string;
  /** Command line of PID 1, the interpreter of `/hold` left out; undefined where it has ended. */
  readonly processOne: readonly string[] | undefined;
}

const allCells: readonly Cell[] = [
  ...matrix(),
  ...inheritance(),
  ...combinations().map(({ title, text }): Cell => ({ title: `${title}, behind SHELL`, dockerfiles: [ash + text] })),
  ...others,
  ...shellTexts.map((text): Cell => ({ title: `ash -c ${JSON.stringify(text)}`, dockerfiles: [`SHELL ["/bin/ash","-c"]\nCMD ${text}\n`] })),
];

suite('What runs, on a real daemon', () => {
  const work = new Map<Cell, Promise<{ said: EffectiveCommand; seen: Observation }>>();

  suiteSetup(async function () {
    this.timeout(120_000);
    await ensureBaseImage();
    const folder = createFolder(baseFiles);
    const { ok, output } = await buildImage(folder, { tag: base });
    removeFolder(folder);
    assert.ok(ok, output);
    // Four containers at a time; each test waits for its own.
    const lanes = Array.from({ length: 4 }, () => Promise.resolve<unknown>(undefined));
    allCells.forEach((cell, index) => {
      const observation = lanes[index % lanes.length]!.catch(() => undefined).then(() => observe(cell, index));
      observation.catch(() => undefined);
      lanes[index % lanes.length] = observation;
      work.set(cell, observation);
    });
  });
  suiteTeardown(removeEverything);

  for (const cell of allCells) {
    test(cell.title, async () => {
      const { said, seen } = await work.get(cell)!;
      assert.ok(said.complete);
      assert.deepEqual(said.argv, seen.argv ?? [], seen.refusal);
      if (seen.argv) assertProcessOne(said, seen.processOne);
      else assert.equal(said.processOne.kind, 'nothing', seen.refusal);
    });
  }
});

async function observe({ dockerfiles, run = {} }: Cell, index: number): Promise<{ said: EffectiveCommand; seen: Observation }> {
  const { image, said } = await buildAndSay(dockerfiles, run, `${ownName}/what-runs-${index}`);
  const options = [...(run.entrypoint === undefined ? [] : ['--entrypoint', run.entrypoint]), ...(run.init ? ['--init'] : [])];
  const created = await docker(['create', '--label', ownName, ...options, image, ...(run.arguments ?? [])]);
  if (created.code !== 0) return { said, seen: { argv: undefined, refusal: created.stderr, processOne: undefined } };
  const container = created.stdout.trim();
  await dockerOutput('start', container);
  const processOne = await runningProcess(container);
  const argv = await containerArguments(container);
  await dockerOutput('rm', '--force', container);
  return { said, seen: { argv, refusal: '', processOne } };
}

/** Builds the images one on the other, and asks our own function about the last one. */
async function buildAndSay(dockerfiles: readonly string[], run: RunSettings, name: string): Promise<{ image: string; said: EffectiveCommand }> {
  let parent = base;
  let said: EffectiveCommand | undefined;
  for (const [depth, text] of dockerfiles.entries()) {
    const dockerfile = `FROM ${parent} ${text.startsWith('AS ') ? '' : '\n'}${text}`;
    const known = await inspectImage(parent);
    const tree = parseDockerfile(dockerfile);
    said = effectiveCommand({ image: stageCommand(tree, tree.stages.at(-1)!, { image: () => known }), run });
    const folder = createFolder({ Dockerfile: dockerfile });
    const image = `${name}:${depth}`;
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
    parent = image;
  }
  return { image: parent, said: said! };
}

async function inspectImage(name: string): Promise<ImageConfiguration> {
  return readImageConfiguration(JSON.parse(await dockerOutput('image', 'inspect', name)))!;
}

/** PID 1 after the shell has come to its last command: the same answer twice, or the program. */
async function runningProcess(container: string): Promise<readonly string[] | undefined> {
  let last: readonly string[] | undefined;
  for (let attempt = 0; attempt < 10; attempt++) {
    if ((await dockerOutput('inspect', '--format', '{{.State.Running}}', container)) === 'false') return undefined;
    const words: readonly string[] | undefined = await firstProcess(container).catch(() => undefined);
    if (words?.[0] === interpreter[0]) return words.slice(interpreter.length);
    if (words !== undefined && JSON.stringify(words) === JSON.stringify(last)) return words;
    last = words;
  }
  throw new Error(`PID 1 of ${container} changes all the time`);
}

function assertProcessOne(said: EffectiveCommand, seen: readonly string[] | undefined): void {
  const { kind, command, shell } = said.processOne;
  if (kind === 'unknown') {
    // `/bin/sh` could be any shell for us; here it is busybox, which replaces itself.
    assert.equal(shell?.outcome.process, 'depends');
    assert.equal(seen?.[0], '/hold');
  } else if (said.cmd.brokenJson) assert.deepEqual([kind, seen], ['the shell', undefined]);
  else if (kind === 'the program' && shell) assert.equal(seen?.[0], '/hold');
  else if (kind === 'the shell' && shell?.outcome.process === 'the shell' && seen === undefined) {
    assert.ok(['builtin', 'empty'].includes(shell.outcome.reason), shell.outcome.reason);
  } else assert.deepEqual(seen, command);
}
