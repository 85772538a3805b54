import assert from 'node:assert/strict';
import { ContextTree } from '../../server/language/context/contextTree';
import { emptyIgnoreFile } from '../../server/language/context/dockerignore';
import { filterContext } from '../../server/language/context/ignoredEntries';
import { parseDockerfile } from '../../server/language/dockerfile/parser';
import { runRules } from '../../server/language/rules';
import { applyEdits, type Finding } from '../../server/language/rules/rule';
import { busyboxImage, ensureBaseImage } from './baseImages';
import { buildImage, createFolder, docker, dockerOutput, engineVersion, firstProcess, ownName, removeEverything, removeFolder, startContainer } from './engine';

/** Ends with code 7 on SIGTERM; nothing else makes it end. */
const listener = '#!/bin/sh\ntrap "exit 7" TERM\nwhile true; do /bin/sleep 1000 & wait $!; done\n';
const handled = 7;
const killed = 137;
const notFound = 127;

/** Takes any words and stays; its interpreter is awk, so that it cannot be mistaken for a shell. */
const hold = '#!/bin/awk -f\nBEGIN { while (1) system("/bin/sleep 1000") }\n';

const start = `FROM ${busyboxImage}\nWORKDIR /app\nCOPY --chmod=755 hold listener *.sh /\n`;

type Files = Readonly<Record<string, string>>;

const programs: Files = { hold, listener, 'none.sh': '#!/bin/sh\n' };

function find(rule: string, files: Files): Finding[] {
  const tree = new ContextTree(Object.entries(files).map(([path, text]) => ({ path, type: 'file', size: text.length })));
  const context = { files: filterContext(tree, emptyIgnoreFile), text: (path: string) => files[path] };
  const { findings, failures } = runRules(parseDockerfile(files['Dockerfile']!), { context });
  assert.deepEqual(failures, []);
  return findings.filter((finding) => finding.rule === rule);
}

suite('What the rules about commands say, on a real daemon', () => {
  let count = 0;
  suiteSetup(async function () {
    this.timeout(120_000);
    await ensureBaseImage();
  });
  suiteTeardown(removeEverything);

  async function build(files: Files): Promise<string> {
    const folder = createFolder(files);
    const image = `${ownName}/command-rules-${count++}:1`;
    const { ok, output } = await buildImage(folder, { tag: image });
    removeFolder(folder);
    assert.ok(ok, output);
    return image;
  }

  /** The words of PID 1 once `/hold` runs, its interpreter left out. */
  async function wordsOfHold(files: Files, args: readonly string[] = []): Promise<readonly string[]> {
    const container = await startContainer(await build(files), [], args);
    for (let attempt = 0; attempt < 50; attempt++) {
      const words = await firstProcess(container);
      if (words[0] === '/bin/awk') return words.slice(2);
    }
    throw new Error(`/hold is not PID 1: ${(await firstProcess(container)).join(' ')}`);
  }

  async function exitCode(files: Files): Promise<number> {
    return (await docker(['run', '--rm', '--label', ownName, await build(files)])).code;
  }

  async function exitCodeOfStop(files: Files): Promise<number> {
    const container = await startContainer(await build(files));
    for (let attempt = 0; attempt < 50 && !(await dockerOutput('top', container)).includes('/bin/sleep'); attempt++);
    await dockerOutput('stop', '--time', '2', container);
    return Number(await dockerOutput('inspect', '--format', '{{.State.ExitCode}}', container));
  }

  /** The files, and what they are after the fix of their one finding. */
  function mended(rule: string, instructions: string, files: Files = {}): { before: Files; after: Files } {
    const before = { ...programs, ...files, Dockerfile: `${start}${instructions}\n` };
    const [finding, ...more] = find(rule, before);
    assert.ok(finding?.fixes[0] && more.length === 0, `${rule}: ${finding?.message}`);
    const after = { ...before, Dockerfile: applyEdits(before.Dockerfile, finding.fixes[0].edits) };
    assert.deepEqual(find(rule, after), []);
    return { before, after };
  }

  const shellForms = ['CMD /hold $X "a  $X" \'$X\' \\\n  # comment\n  \\"x /*.sh', 'CMD cd / && Y=1 /hold ${X:-no} > /dev/null', 'CMD /hold plain "two words"'];
  for (const instruction of shellForms) {
    test(`json-args-recommended: the program gets the same words: ${instruction.replaceAll('\n', ' ')}`, async () => {
      const { before, after } = mended('json-args-recommended', `ENV X="b c"\n${instruction}`);
      const words = await wordsOfHold(before);
      assert.ok(words.length > 1);
      assert.deepEqual(await wordsOfHold(after), words);
    });
  }

  test('json-args-recommended: exec lets the signal through where the shell keeps it', async () => {
    const instruction = 'CMD { true; } && cd /app && /listener $X';
    const { after } = mended('json-args-recommended', instruction);
    assert.equal(await exitCodeOfStop(after), handled);
  });

  for (const instructions of ['ENTRYPOINT /hold E\nCMD ["--port","1 2"]', 'ENTRYPOINT /hold $X\nCMD ["--port"]', 'ENTRYPOINT ["sh","-c","exec /hold $X"]\nCMD ["--port"]']) {
    test(`entrypoint-ignores-arguments: ${instructions.replace('\n', ', ')}`, async () => {
      const { before, after } = mended('entrypoint-ignores-arguments', `ENV X="E"\n${instructions}`);
      const cmd = instructions.includes('1 2') ? ['--port', '1 2'] : ['--port'];
      assert.deepEqual(await wordsOfHold(before), ['/hold', 'E']);
      assert.deepEqual(await wordsOfHold(before, ['lost']), ['/hold', 'E']);
      assert.deepEqual(await wordsOfHold(after), ['/hold', 'E', ...cmd]);
      assert.deepEqual(await wordsOfHold(after, ['arrives']), ['/hold', 'E', 'arrives']);
    });
  }

  for (const list of ["['/hold', 'a b']", '["/hold", "a b",]', '["/hold" "a b"]', '["/hold", "a b"']) {
    test(`broken-json-form: ${list}`, async () => {
      const { before, after } = mended('broken-json-form', `CMD ${list}`);
      assert.ok([notFound, 2].includes(await exitCode(before)));
      assert.deepEqual(await wordsOfHold(after), ['/hold', 'a b']);
    });
  }

  test('broken-json-form: a comment behind the list, which only newer builders read', async () => {
    const { before, after } = mended('broken-json-form', 'CMD ["/hold", "a b"] # comment');
    const ignoresTheRest = Number((await engineVersion()).split('.')[0]) < 27;
    if (ignoresTheRest) assert.deepEqual(await wordsOfHold(before), ['/hold', 'a b']);
    else assert.equal(await exitCode(before), notFound);
    assert.deepEqual(await wordsOfHold(after), ['/hold', 'a b']);
  });

  test('broken-json-form: VOLUME takes the brackets into the path', async () => {
    const { before, after } = mended('broken-json-form', "VOLUME ['/data']");
    const volumes = async (files: Files): Promise<string> => dockerOutput('image', 'inspect', '--format', '{{json .Config.Volumes}}', await build(files));
    assert.equal(await volumes(before), '{"[/data]":{}}');
    assert.equal(await volumes(after), '{"/data":{}}');
  });

  test('cmd-repeats-entrypoint', async () => {
    const { before, after } = mended('cmd-repeats-entrypoint', 'ENTRYPOINT ["/hold", "E"]\nCMD ["/hold", "E", "x"]');
    assert.deepEqual(await wordsOfHold(before), ['/hold', 'E', '/hold', 'E', 'x']);
    assert.deepEqual(await wordsOfHold(after), ['/hold', 'E', 'x']);
  });

  test('script-without-exec: the script keeps the signal, with exec it arrives', async () => {
    const script = (last: string): Files => ({ ...programs, 'start.sh': `#!/bin/sh\nset -e\necho starting\n${last}\n`, Dockerfile: `${start}ENTRYPOINT ["/start.sh"]\nCMD ["/listener"]\n` });
    assert.equal(find('script-without-exec', script('"$@"')).length, 1);
    assert.equal(await exitCodeOfStop(script('"$@"')), killed);
    assert.equal(find('script-without-exec', script('exec "$@"')).length, 0);
    assert.equal(await exitCodeOfStop(script('exec "$@"')), handled);
  });

  test('script-ignores-cmd: CMD changes nothing, with "$@" it does', async () => {
    const script = (last: string): Files => ({ ...programs, 'start.sh': `#!/bin/sh\n${last}\n`, Dockerfile: `${start}ENTRYPOINT ["/start.sh"]\nCMD ["/hold", "C"]\n` });
    assert.equal(find('script-ignores-cmd', script('exec /hold E')).length, 1);
    assert.deepEqual(await wordsOfHold(script('exec /hold E')), ['/hold', 'E']);
    assert.equal(find('script-ignores-cmd', script('exec "$@"')).length, 0);
    assert.deepEqual(await wordsOfHold(script('exec "$@"')), ['/hold', 'C']);
  });

  test("healthcheck-tool-missing: without curl the check fails, with busybox's wget it passes", async () => {
    // The rule knows Alpine by its name; the same busybox stands in for it.
    const file = (base: string, check: string): string => `FROM ${base}\nHEALTHCHECK --interval=1s --retries=1 CMD ${check}\nCMD ["/bin/httpd", "-f", "-p", "80", "-h", "/bin"]\n`;
    const check = 'curl -f http://127.0.0.1/ls || exit 1';
    const [finding] = find('healthcheck-tool-missing', { Dockerfile: file('alpine:3.22', check) });
    const fixed = applyEdits(file('alpine:3.22', check), finding!.fixes[0]!.edits).replace('alpine:3.22', busyboxImage);
    const health = async (dockerfile: string): Promise<string> => {
      const container = await startContainer(await build({ Dockerfile: dockerfile }));
      for (;;) {
        const status = await dockerOutput('inspect', '--format', '{{.State.Health.Status}}', container);
        if (status !== 'starting') return status;
      }
    };
    assert.equal(await health(file(busyboxImage, check)), 'unhealthy');
    assert.equal(await health(fixed), 'healthy');
  });
});
