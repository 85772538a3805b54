/** Ends a process and everything below it, also what has made a process group of its own. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Sends SIGKILL to a process and all its descendants. Does nothing when it is gone already. */
export function endTree(pid) {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    execFileSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  for (const each of [pid, ...descendantsOf(pid)]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

function descendantsOf(pid) {
  const children = new Map();
  for (const [child, parent] of processesWithParents()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const found = [...(children.get(pid) ?? [])];
  // The list grows while it is walked: a child's children come behind it.
  for (const each of found) found.push(...(children.get(each) ?? []));
  return found;
}

/** Pairs of process id and parent's id. A bare Debian has /proc, but no `ps`. */
function processesWithParents() {
  if (!existsSync('/proc/self/stat')) {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      // "pid (name) state ppid …"; the name may hold blanks and brackets.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return [[Number(pid), Number(fields[1])]];
    } catch {
      return [];
    }
  });
}
