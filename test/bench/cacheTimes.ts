/** How long the cache model takes over large contexts and long histories, which are made on the fly. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { predict } from '../../server/language/cache/predict';
import { treeOf, type ContextTree } from '../../server/language/context/contextTree';
import { replayHistory } from '../../server/historyReplay';
import { readBuildInput } from '../../server/world/buildInput';
import { findDockerfileContext } from '../../server/world/dockerfileContext';
import { FollowedContext } from '../../server/world/followedContext';
import { WatchedContext } from '../../server/world/watchedContext';
import { GitRepository } from '../core/gitRepository';

export interface CacheTime {
  readonly words: string;
  /** Milliseconds on a quiet machine; undefined where there is none. */
  readonly goal: number | undefined;
  readonly milliseconds: number;
  /** Milliseconds of the processor in this process; git's own come on top. */
  readonly own: number;
  /** Highest memory of this process so far, MB. */
  readonly memory: number;
}

const contextFiles = 50_000;
const commits = 200;
const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\n';

/** 60 steps, some of which read everything and some one folder. */
const longDockerfile = `FROM node:22\n${Array.from({ length: 15 }, (_, index) => `WORKDIR /app${index}\nCOPY src/part${index} ./part/\nRUN make ${index}\nCOPY . .\n`).join('')}`;

export async function cacheTimes(): Promise<readonly CacheTime[]> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  try {
    return [...(await contextTimes(folder)), ...(await historyTimes(10_000, 2_000)), ...(await historyTimes(100_000, undefined))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pathOf(index: number): string {
  return `src/part${index % 50}/module${index % 700}/file${index}.ts`;
}

async function contextTimes(folder: string): Promise<CacheTime[]> {
  for (let index = 0; index < contextFiles; index++) {
    const file = join(folder, pathOf(index));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(index));
  }
  writeFileSync(join(folder, 'Dockerfile'), longDockerfile);
  writeFileSync(join(folder, '.dockerignore'), 'Dockerfile\n.dockerignore\n**/*.md\n');
  const watched = new WatchedContext(await findDockerfileContext(join(folder, 'Dockerfile')));
  const [listed] = await timed(`list ${contextFiles} files`, 2_000, () => watched.facts());
  watched.changed(join(folder, pathOf(7)));
  const [again] = await timed('… after a change of one file', undefined, () => watched.facts());
  const read = () => readBuildInput({ folder, file: 'Dockerfile' });
  const [first, before] = await timed(`read ${contextFiles} files with their content`, 2_000, read);
  const after = await read();
  const followed = new FollowedContext();
  const readFollowed = () => readBuildInput({ folder, file: 'Dockerfile' }, { followed });
  await readFollowed();
  followed.changed(join(folder, pathOf(7)));
  const [followedOn] = await timed('… after a change of one file', undefined, readFollowed);
  const [cold] = await timed(`predict 60 steps × ${contextFiles} files, first time`, 50, () => predict(before, after));
  const edited = { ...before, context: edit(treeOf(before.context)) };
  const [warm] = await timed('… after an edit of one file', 50, () => predict(before, edited));
  return [listed, again, first, followedOn, cold, warm];
}

function edit(tree: ContextTree): ContextTree {
  return tree.with([{ path: pathOf(7), entry: { ...tree.get(pathOf(7))!, identity: 'edited' } }]);
}

async function historyTimes(files: number, goal: number | undefined): Promise<CacheTime[]> {
  const repository = new GitRepository();
  try {
    repository.commit({ Dockerfile: dockerfile, '.dockerignore': '.git\n**/*.md\n', 'package.json': '{}' });
    repository.commitMany(1, () => Array.from({ length: files }, (_, index) => [pathOf(index), String(index)] as const));
    repository.commitMany(commits, (commit) => Array.from({ length: 5 }, (_, index) => [pathOf((commit * 37 + index * 101) % files), `${commit}`] as const));
    const [time] = await timed(`replay ${commits} commits × ${files} files`, goal, () => replayHistory(repository, { last: commits }));
    return [time];
  } finally {
    repository.remove();
  }
}

async function timed<Result>(words: string, goal: number | undefined, work: () => Result | Promise<Result>): Promise<[CacheTime, Result]> {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  const memory = process.resourceUsage().maxRSS / 1024;
  return [{ words, goal, milliseconds: performance.now() - start, own: (user + system) / 1000, memory }, result];
}
