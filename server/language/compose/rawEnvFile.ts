import type { Dotenv, DotenvEntry } from './dotenv';
import type { Problem } from '../dockerfile/syntax';

/**
 * An env file with `format: raw`: what stands behind the first `=` is the value, quotes, dollars and blanks included.
 * Lines that start with `#` are comments. Never throws. Source: docker/cli `pkg/kvfile`, which Compose takes for it.
 */
export function parseRawEnvFile(text: string): Dotenv {
  const entries: DotenvEntry[] = [];
  const problems: Problem[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  text.slice(start).split('\n').forEach((written, index) => {
    const line = written.replace(/\r$/, '');
    const indent = line.length - line.trimStart().length;
    const span = { start: start + indent, end: start + line.length };
    start += written.length + 1;
    if (indent === line.length || line[indent] === '#') return;
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/.exec(line.slice(indent))!;
    if (name === '' || /\s/.test(name)) {
      problems.push({ code: 'dotenv-name', message: `Compose rejects this line: “${name.slice(0, 40)}” is not a variable name.`, span, severity: 'error' });
    } else entries.push({ name, value, line: index + 1, span });
  });
  return { entries, problems };
}
