/** Reads the plain progress output of a BuildKit build. */

export interface BuildStep {
  /** As printed: `[2/5] COPY . .` or `[build 2/5] COPY . .`. */
  readonly name: string;
  /** The stage's printed name; empty in a file with one unnamed stage. */
  readonly stage: string;
  /** Position of the step in its stage, from 1. */
  readonly position: number;
  /** The instruction as BuildKit prints it, variables expanded: `COPY . .`. */
  readonly instruction: string;
  /** BuildKit printed CACHED. For a FROM this means nothing. */
  readonly cached: boolean;
  /** The step was executed to its end. */
  readonly ran: boolean;
  readonly failed: boolean;
  /** A linked COPY was put on the layers below it. Its own copy may come from the cache all the same: plain progress does not tell. */
  readonly merged: boolean;
}

const header = /^#(\d+) (\[(?:(\S+) )?(\d+)\/\d+\] (.*))$/;
const outcome = /^#(\d+) (CACHED|DONE|ERROR|merging)\b/;

/**
 * The numbered steps of a build (`FROM RUN COPY ADD WORKDIR`), in the order of their vertex numbers.
 * The output names a vertex again whenever it switches between parallel ones; the first name counts.
 */
export function parseBuildProgress(output: string): readonly BuildStep[] {
  const names = new Map<string, RegExpExecArray>();
  const outcomes = new Map<string, Set<string>>();
  for (const line of output.split(/\r?\n/)) {
    const named = header.exec(line);
    if (named?.[1] && !names.has(named[1])) names.set(named[1], named);
    const ended = outcome.exec(line);
    if (ended?.[1] && ended[2]) outcomes.set(ended[1], (outcomes.get(ended[1]) ?? new Set()).add(ended[2]));
  }
  return [...names].map(([vertex, [, , name = '', stage = '', position, instruction = '']]) => {
    const seen = outcomes.get(vertex) ?? new Set();
    const cached = seen.has('CACHED');
    return {
      name,
      stage,
      position: Number(position),
      instruction,
      cached,
      ran: seen.has('DONE') && !cached,
      failed: seen.has('ERROR'),
      merged: seen.has('merging'),
    };
  });
}
