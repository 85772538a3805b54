/** Where the builds of a replay come from, as far as it limits what the counts mean. */
export interface HistorySource {
  /** Why there are fewer builds than were asked for: a shallow clone, the first commit, or the bound of a replay. */
  readonly cutOff: 'shallow' | 'root' | 'limit' | undefined;
  /** True where no commit holds the Dockerfile: it counts for all of them as it is now. */
  readonly isDockerfileNow: boolean;
  /** True where the context's folder holds the folder `.git`, which no commit lists. */
  readonly holdsRepository: boolean;
  /** Folders of the context that are other repositories; their files are not listed. */
  readonly submodules: readonly string[];
  /** Context files that git ignores, as they lie there now; the replay takes them as unchanged. */
  readonly ignoredByGit: readonly string[];
}
