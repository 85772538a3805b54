import { lexShellText, ShellLexError } from '../dockerfile/shellLexer';
import type { Dockerfile, Flag, FromInstruction } from '../dockerfile/syntax';
import { globalEnvironment, type BuildFacts } from '../dockerfile/variables';

/** What BuildKit takes where the platform is not given: only its form matters here. */
const assumedPlatform = 'linux/amd64';

/** `--platform` of a FROM with its variables replaced. */
export interface ExpandedPlatform {
  readonly from: FromInstruction;
  readonly flag: Flag;
  /** As written. */
  readonly written: string;
  readonly result: string;
  /** Names that have a value. */
  readonly matched: ReadonlySet<string>;
  /** Names that have none. */
  readonly unmatched: ReadonlySet<string>;
  /** Value of TARGETPLATFORM. */
  readonly target: string | undefined;
}

/** The platform of every FROM that names one and that BuildKit can expand. */
export function expandedPlatforms(dockerfile: Dockerfile, facts: BuildFacts): ExpandedPlatform[] {
  const flagged = dockerfile.stages.flatMap(({ from }) => {
    const flag = from.flags.findLast(({ name, value }) => name === 'platform' && value);
    return flag ? [{ from, flag }] : [];
  });
  if (flagged.length === 0) return [];
  const globals = globalEnvironment(dockerfile, { ...facts, platform: facts.platform ?? assumedPlatform });
  return flagged.flatMap(({ from, flag }) => {
    const matched = new Set<string>();
    const unmatched = new Set<string>();
    const written = flag.value!;
    try {
      const { result } = lexShellText(written, (name) => {
        const binding = globals.get(name);
        (binding ? matched : unmatched).add(name);
        return binding && (binding.value ?? '');
      }, { escape: dockerfile.escape });
      return [{ from, flag, written, result, matched, unmatched, target: globals.get('TARGETPLATFORM')?.value }];
    } catch (error) {
      if (!(error instanceof ShellLexError)) throw error;
      return [];
    }
  });
}
