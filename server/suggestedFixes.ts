import type { FixedTexts } from './language/cache/history/fixReplay';
import type { LanguageService } from './language/languageService';
import { applyEdits } from './language/rules/rule';
import { lineOf } from './language/textPosition';
import { readDockerfileContext } from './world/dockerfileContext';
import type { GitBuild } from './world/git/buildFiles';

/** What a finding's best fix makes of the whole Dockerfile. */
export interface SuggestedFix extends FixedTexts {
  readonly rule: string;
  readonly title: string;
  /** 1-based line of the finding. */
  readonly line: number;
  readonly dockerfile: string;
}

/** Most fixes that are looked at: each of them is replayed on its own. */
const mostFixes = 10;

/** Where the walk of the context stops; rules are silent about a context that is larger. */
const entryLimit = 1_000_000;

/** The fixes of a Dockerfile as the disk's build context has them now, each alone, in file order. */
export async function suggestedFixes(service: LanguageService, build: GitBuild, text: string): Promise<readonly SuggestedFix[]> {
  const { folder, file, buildArguments, target } = build;
  const context = await readDockerfileContext(file, { contextFolder: folder, limit: entryLimit });
  const facts = { ...(context && { context }), ...(buildArguments && { buildArguments }), ...(target !== undefined && { target }) };
  const { findings } = service.checkDockerfile(service.parseDockerfile(text), facts, {});
  const fixes = findings.flatMap(({ rule, span, fixes: [best] }): SuggestedFix[] => {
    // What a fix makes of the files beside the Dockerfile is not replayed.
    if (!best || best.otherFile) return [];
    return [{ rule, title: best.title, line: lineOf(text, span.start), dockerfile: applyEdits(text, best.edits) }];
  });
  return fixes.filter(({ dockerfile }, index) => fixes.findIndex((other) => other.dockerfile === dockerfile) === index).slice(0, mostFixes);
}
