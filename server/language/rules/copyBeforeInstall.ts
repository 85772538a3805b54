import { findLateInstalls, type LateInstalls } from '../packages/lateInstalls';
import { planFix, type FixPlan } from './copyBeforeInstallFix';
import type { Rule, RuleFact } from './rule';

export interface CopyBeforeInstallFact extends RuleFact {
  readonly found: LateInstalls;
  readonly plan: FixPlan;
}

/**
 * A folder with sources is copied before the dependencies are installed, so that every edit of a source installs again.
 * Found only where the context is known to hold the manifests and the install is known to read nothing else.
 */
export const copyBeforeInstall: Rule<CopyBeforeInstallFact> = {
  id: 'copy-before-install',
  severity: 'warning',
  alsoKnownAs: [],
  check({ dockerfile, facts: { context, build } }) {
    if (!context) return [];
    const all = findLateInstalls(dockerfile, context, build);
    return all.map((found) => ({
      span: found.copies[0]!.instruction.keywordSpan,
      found,
      plan: planFix(dockerfile, context, build, all, found),
    }));
  },
  message({ found, plan }) {
    const install = found.installs[0]!;
    const command = install.command.words.join(' ');
    const count = found.otherFiles.length;
    const example = typicalFile(found.otherFiles);
    const edited = count === 1 ? `An edit of ${example}` : `An edit of any of ${count} copied files, such as ${example},`;
    const manifests = listed([...new Set(found.installs.flatMap(({ manifests: paths }) => paths))]);
    const advice = `Copy ${manifests} first, install, then copy the rest.`;
    const obstacle = plan.reason === undefined ? '' : ` There is no automatic fix: ${plan.reason}.`;
    return `${edited} runs \`${command}\` in line ${install.run.startLine} again, although it does not read it. ${advice}${obstacle}`;
  },
  fixes: ({ plan }) => plan.fixes,
};

/** The file that a reader would edit: a source rather than a Dockerfile or a dotfile. */
function typicalFile(paths: readonly string[]): string {
  const visible = paths.filter((path) => !/(^|\/)(\.|Dockerfile|Containerfile|README)/i.test(path));
  return visible.find((path) => /^(src|app|lib|cmd|server)\//.test(path)) ?? visible.find((path) => path.includes('/')) ?? visible[0] ?? paths[0]!;
}

function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`;
}
