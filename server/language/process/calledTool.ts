import type { CheckTool, MissingTools } from './imageTools';
import { commandName } from './shellText';

/** The program of a check in JSON form that it cannot do without, where the image is known not to have it. */
export function toolOfWords([program = '', option, text = '']: readonly string[], { tools, noShell }: MissingTools): CheckTool | 'sh' | undefined {
  const name = commandName(program);
  if (['sh', 'bash', 'ash'].includes(name)) return noShell ? 'sh' : option === '-c' ? onlyTool(text, tools) : undefined;
  return [...tools].find((tool) => tool === name);
}

/** The same of a check that the image's shell runs. */
export function toolOfShellText(text: string, { tools, noShell }: MissingTools): CheckTool | 'sh' | undefined {
  return noShell ? 'sh' : onlyTool(text, tools);
}

/** The one tool that a shell text calls; a text that looks for a tool, or knows several, finds its way by itself. */
function onlyTool(text: string, tools: ReadonlySet<CheckTool>): CheckTool | undefined {
  if (/\b(?:command|which|type|python\d?|node|php|busybox)\b/.test(text)) return undefined;
  const called = [...text.matchAll(/(?:^|[;&|(!]\s*|\b(?:if|while|until|then|do|exec|timeout\s+\S+)\s+)(curl|wget|nc)\s/g)].map(([, name]) => name as CheckTool);
  const [tool] = called;
  return tool !== undefined && new Set(called).size === 1 && tools.has(tool) && !/\|\|(?!\s*(?:exit|false|kill)\b)/.test(text) ? tool : undefined;
}

/** What to do instead, one sentence. */
export function insteadOfTool(needs: string, { hasBusyboxWget, noShell }: MissingTools): string {
  if (noShell) return 'Check with a program of the image.';
  return hasBusyboxWget ? `Use busybox's wget, which is there, or install ${needs}.` : `Install ${needs}, or check with a program that is there.`;
}
