import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { commandName, parseShellText } from '../../server/language/process/shellText';
import { shellOutcome, type ShellKind } from '../../server/language/process/shellReplacement';

/** What we say about each shell: P the program, S the shell, D depends, U unknown. Order: busybox, dash, bash, sh. */
const outcomes: readonly [string, string][] = [
  ['app', 'PSPD'],
  ['app # a comment', 'PSPD'],
  ['app ;', 'PSPD'],
  ['A=1 B="x y" app $A', 'PSPD'],
  ['app "$(date; echo x)" `id` ${X:-a;b}', 'PSPD'],
  ['app > log 2>&1', 'PSSD'],
  ['app <<< word', 'SSSS'],
  ['exec app > log', 'PPPP'],
  ['echo x && app', 'PSPD'],
  ['cd /srv; app', 'PSPD'],
  ['cd /srv; umask 022 && app', 'PSSD'],
  ['set -e\numask 022 && app', 'PSPD'],
  ['prepare & app', 'PSSD'],
  ['prepare & exec app', 'PPPP'],
  ['. ./env && app', 'PSPD'],
  ['if ready; then init; fi; app', 'PSPD'],
  ['(cd /x; init) && app', 'PSPD'],
  ['case $1 in a|b) init;; *) other;; esac; exec app', 'PPPP'],
  ['[[ -n $X && -f y ]] && app', 'PSPD'],
  ['app && echo done', 'SSSS'],
  ['app || true', 'SSSS'],
  ['a | app', 'SSSS'],
  ['a |& app', 'SSSS'],
  ['app &', 'SSSS'],
  ['app & wait $!', 'SSSS'],
  ['! app', 'SSSS'],
  ['while :; do app; done', 'SSSS'],
  ['for x in 1 2; do app $x; done', 'SSSS'],
  ['trap stop TERM; app', 'SSSS'],
  ['trap stop TERM; exec app', 'PPPP'],
  ['echo only', 'SSSS'],
  ['', 'SSSS'],
  ['# nothing', 'SSSS'],
  ['{ app; }', 'USSU'],
  ['if x; then app; fi', 'USSU'],
  ['if x; then exec app; fi', 'UUUU'],
  ['eval "$START"', 'UUUU'],
  ['start() { app; }; start', 'UUUU'],
  ['echo "open', 'UUUU'],
  ['app &&', 'UUUU'],
  ['app )', 'UUUU'],
  ['cat <<X\nbody && x\nX', 'UUUU'],
  ['app || fallback', 'SSSS'],
  ['app || exec fallback', 'SSSS'],
  ['test -f x || app', 'PSPD'],
];

suite('What a shell does with its text', () => {
  for (const [text, wanted] of outcomes) {
    test(JSON.stringify(text), () => {
      const letters = { 'the program': 'P', 'the shell': 'S', depends: 'D', unknown: 'U' } as const;
      const kinds: readonly ShellKind[] = ['busybox', 'dash', 'bash', 'sh'];
      assert.equal(kinds.map((kind) => letters[shellOutcome(kind, text).process]).join(''), wanted);
    });
  }

  test('the program and what runs before it', () => {
    const outcome = shellOutcome('bash', 'cd /srv && migrate --all && A=1 "/usr/bin/app" -x');
    assert.deepEqual(outcome, { process: 'the program', command: '"/usr/bin/app" -x', first: ['migrate --all'], explicit: false });
  });

  test('operators inside quotes and substitutions are text', () => {
    const { items, understood } = parseShellText(`run 'a && b' "c | \\"d\\" $(e; "f)")" g\\;h $'i'`);
    assert.ok(understood);
    assert.deepEqual(items.map(({ words }) => words.length), [5]);
  });

  test('a name without quotes and path', () => {
    assert.deepEqual(['"/usr/bin/node"', "n'od'e", '/bin/sh', 'x'].map(commandName), ['node', 'node', 'sh', 'x']);
  });

  test('a hostile text ends quickly and without a guess', () => {
    for (const text of ['('.repeat(19000), '$('.repeat(9000), '"$('.repeat(6000), 'if '.repeat(6000), 'x'.repeat(20001), '`'.repeat(9999)]) {
      assert.equal(shellOutcome('sh', text).process, 'unknown');
    }
    assert.equal(parseShellText('a;'.repeat(9000)).items.length, 9000);
  });
});

/** The same shells on this machine; `sleep` is the program, and `/proc` tells what a process has become. */
suite('What the shells on this machine do', () => {
  const shells = [
    { kind: 'dash', path: '/usr/bin/dash' },
    { kind: 'bash', path: '/usr/bin/bash' },
  ] as const;
  const texts = ['/bin/sleep 60', 'exec /bin/sleep 60', 'true && /bin/sleep 60', 'true | /bin/sleep 60', '/bin/sleep 60 > /dev/null', 'trap true TERM; /bin/sleep 60', '/bin/sleep 60; true'];
  const here = shells.filter(({ path }) => existsSync(path) && existsSync(`/proc/${process.pid}/cmdline`));

  for (const { kind, path } of here) {
    for (const text of texts) {
      test(`${kind} -c ${JSON.stringify(text)}`, async () => {
        const child = spawn(path, ['-c', text], { stdio: 'ignore', detached: true });
        try {
          const words = await settledCommand(child.pid!);
          const outcome = shellOutcome(kind, text).process;
          assert.equal(words[0] === '/bin/sleep' ? 'the program' : 'the shell', outcome, words.join(' '));
        } finally {
          process.kill(-child.pid!, 'SIGKILL');
        }
      });
    }
  }
});

/** The process's words once `sleep` runs, as the process itself or below it. */
async function settledCommand(pid: number): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    if (words[0] === '/bin/sleep') return words;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    if (children.some((child) => commandOf(child).startsWith('/bin/sleep'))) return words;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no sleep below process ${pid}`);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
