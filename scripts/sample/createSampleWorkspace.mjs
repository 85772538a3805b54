/**
 * Makes a working copy of the sample project with a git history of its own.
 * `content/sample` is the newest state. The patches lead there from the first commit; taken back one after the other, they
 * give that first state, so that no file is kept twice.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';

const sampleFolder = join(projectFolder, 'content', 'sample');
const historyFolder = join(projectFolder, 'scripts', 'sample', 'history');
const author = { name: 'Robin Vega', email: 'robin@example.com' };

/**
 * Copies the sample project into an empty or new folder and commits its history there.
 * Without git it says so and leaves the copy without history.
 * @param {string} folder
 * @returns {Promise<{ commits: number }>} 0 when git is missing
 * @throws {import('../setup/run.mjs').CommandFailure} when a patch no longer fits the sample; the message names it
 */
export async function createSampleWorkspace(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(sampleFolder, folder, { recursive: true });
  const git = gitIn(folder);
  if (!(await hasGit(git))) {
    process.stderr.write('  git is not on PATH: the sample project has no history. Install git to see what commits cost.\n');
    return { commits: 0 };
  }
  await git(['init', '--quiet']);
  const changes = readHistory();
  const withPatch = changes.filter((change) => change.hasPatch);
  for (const change of [...withPatch].reverse()) await git(['apply', '--reverse', change.file]);
  for (const change of changes) {
    if (change.hasPatch) await git(['apply', change.file]);
    await git(['add', '--all', '--force']);
    await git(['commit', '--quiet', '--message', change.subject], change.date);
  }
  return { commits: changes.length };
}

/** The commits, the oldest first; each file starts with `Subject:` and `Date:` lines. */
function readHistory() {
  return readdirSync(historyFolder)
    .filter((name) => name.endsWith('.patch'))
    .sort()
    .map((name) => {
      const file = join(historyFolder, name);
      const text = readFileSync(file, 'utf8');
      const field = (key) => new RegExp(`^${key}: (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
      return { file, subject: field('Subject'), date: field('Date'), hasPatch: /^diff --git /m.test(text) };
    });
}

/** Git without the user's configuration, hooks and signing: the same history on every machine. */
function gitIn(folder) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const options = ['init.defaultBranch=main', 'core.autocrlf=false', `core.hooksPath=${devNull}`];
  return (args, date = '2025-01-01T00:00:00Z') => {
    const env = {
      ...Object.fromEntries(inherited),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_COMMITTER_DATE: date,
    };
    return run('git', [...options.flatMap((option) => ['-c', option]), ...args], { cwd: folder, env });
  };
}

async function hasGit(git) {
  try {
    await git(['--version']);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const { commits } = await createSampleWorkspace(resolve(process.argv[2] ?? 'sample'));
  console.log(`${commits} commits`);
}
