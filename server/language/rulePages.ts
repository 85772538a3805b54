import { rulePageScheme } from '../protocol/messages';
import type { Content, RulePage } from './content';

/** Under which an editor that shows pages opens the one of a rule; undefined where there is none. */
export function rulePageAddress(content: Content, rule: string): string | undefined {
  return rulePageText(content, rule) === undefined ? undefined : `${rulePageScheme}:/${rule}.md`;
}

/** The page of a rule, or what is said of a fault that Compose rejects, in Markdown; undefined where there is none. */
export function rulePageText({ rules, composeFaults }: Content, rule: string): string | undefined {
  if (Object.hasOwn(rules, rule)) return ruleText(rules[rule]!);
  const fault = composeFaults && Object.hasOwn(composeFaults.texts, rule) ? composeFaults.texts[rule] : undefined;
  return fault === undefined ? undefined : `# ${rule}\n\n${fault}\n\n---\n\n${composeFaults!.about}\n`;
}

function ruleText({ title, summary, body, examples }: RulePage): string {
  const shown = examples.map(({ kind, files }) => {
    const blocks = Object.entries(files).map(([name, text]) => `\`${name}\`\n\n\`\`\`${languageOf(name)}\n${text.trimEnd()}\n\`\`\``);
    return [`## ${kind === 'bad' ? 'Bad' : 'Good'}`, ...blocks].join('\n\n');
  });
  return [`# ${title}`, summary, body.trim(), ...shown].join('\n\n') + '\n';
}

function languageOf(name: string): string {
  if (/\.ya?ml$/.test(name)) return 'yaml';
  return /dockerfile/i.test(name) ? 'dockerfile' : '';
}
