/** A context path, or a pattern of them, and in how many builds it changed. */
export interface ChangedFile {
  readonly path: string;
  readonly times: number;
}

/** Most different paths that are counted for one step; a step that reads more changes wholesale. */
const countedPaths = 5_000;
/** Most paths that a summary names. */
const namedPaths = 20;

interface FolderRecord {
  times: number;
  readonly members: Set<string>;
}

/** What happened to one step, build after build. */
export class StepRecord {
  private ran = 0;
  private depended = 0;
  private of = 0;
  private readonly paths = new Map<string, number>();
  private readonly folders = new Map<string, FolderRecord>();

  /** @param files context paths whose change made it run. */
  add(outcome: 'cached' | 'runs' | 'depends', files: readonly string[]): void {
    this.of++;
    if (outcome === 'runs') this.ran++;
    if (outcome === 'depends') this.depended++;
    const touched = new Set<string>();
    for (const path of files) {
      if (this.paths.has(path) || this.paths.size < countedPaths) this.paths.set(path, (this.paths.get(path) ?? 0) + 1);
      const folder = this.folder(groupOf(path));
      // Two members are enough to know that the pattern stands for more than one file.
      if (folder.members.size < 2) folder.members.add(path);
      touched.add(groupOf(path));
    }
    for (const group of touched) this.folder(group).times++;
  }

  private folder(group: string): FolderRecord {
    const known = this.folders.get(group) ?? { times: 0, members: new Set() };
    this.folders.set(group, known);
    return known;
  }

  summary(): { ran: number; depended: number; of: number; files: readonly ChangedFile[]; patterns: readonly ChangedFile[] } {
    const { ran, depended, of } = this;
    const patterns = [...this.folders].map(([group, { times, members }]) => ({ path: members.size === 1 ? [...members][0]! : group, times }));
    return { ran, depended, of, files: mostOften(this.paths), patterns: mostOften(new Map(patterns.map(({ path, times }) => [path, times]))) };
  }
}

/** Files at the top stand for themselves, all others for the first folder of their path. */
function groupOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : `${path.slice(0, slash)}/**`;
}

function mostOften(counts: ReadonlyMap<string, number>): ChangedFile[] {
  const sorted = [...counts].sort(([onePath, one], [otherPath, other]) => other - one || (onePath < otherPath ? -1 : 1));
  return sorted.slice(0, namedPaths).map(([path, times]) => ({ path, times }));
}
