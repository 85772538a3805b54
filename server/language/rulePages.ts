import { rulePageScheme } from '../protocol/messages';
import type { Content, RulePage } from './content';

/** Under which an editor that shows pages opens the one of a rule; undefined where there is none. */
export function rulePageAddress(content: Content, rule: string): string | undefined {
  // Asked for each diagnostic: the page's text is only made when it is opened.
  return ruleOf(content, rule) === undefined && faultOf(content, rule) === undefined ? undefined : `${rulePageScheme}:/${rule}.md`;
}

/** The page of a rule, or what is said of a fault that Compose rejects, in Markdown; undefined where there is none. */
export function rulePageText(content: Content, rule: string): string | undefined {
  const page = ruleOf(content, rule);
  if (page) return ruleText(page);
  const fault = faultOf(content, rule);
  return fault === undefined ? undefined : `# ${rule}\n\n${fault}\n\n---\n\n${content.composeFaults!.about}\n`;
}

function ruleOf({ rules }: Content, rule: string): RulePage | undefined {
  return Object.hasOwn(rules, rule) ? rules[rule] : undefined;
}

function faultOf({ composeFaults }: Content, rule: string): string | undefined {
  return composeFaults && Object.hasOwn(composeFaults.texts, rule) ? composeFaults.texts[rule] : undefined;
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
