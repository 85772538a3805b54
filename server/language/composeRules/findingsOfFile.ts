import type { ComposeProject } from '../compose/project/composeProject';
import type { Span } from '../dockerfile/syntax';
import type { Finding } from '../rules/rule';
import type { ProjectFinding } from './index';

/** Files that lead from one to the next. */
const longestWay = 60;
/** Faults of other files that one file shows. */
const mostFromElsewhere = 20;

/**
 * What is found in a project as one of its files shows it: its own findings where they stand, and what Compose rejects in
 * another file where this file leads to it, or at the start for the `.env` that it reads unasked. What it rejects in an
 * override is a warning at the start: this file alone is right, and the override shows it.
 * @param path absolute, with `/`
 */
export function findingsOfFile(path: string, project: ComposeProject, findings: readonly ProjectFinding[]): readonly Finding[] {
  const own = findings.filter((finding) => finding.path === path).map(withoutPath);
  const elsewhere = findings.filter((finding) => finding.path !== path && finding.severity === 'error');
  const led = elsewhere.slice(0, mostFromElsewhere).map((finding): Finding => {
    const { path: other, ...shown } = finding;
    const message = `In \`${nameFrom(path, other)}\`, line ${lineOf(project, finding)}: ${finding.message}`;
    const way = wayTo(other, path, project);
    return { ...shown, message, severity: way || !isComposeFile(other) ? 'error' : 'warning', span: way ?? firstKey(project.texts.get(path) ?? ''), fixes: [] };
  });
  return [...own, ...led].sort((one, next) => one.span.start - next.span.start || one.span.end - next.span.end);
}

function withoutPath({ path: _path, ...finding }: ProjectFinding): Finding {
  return finding;
}

/** Where `path` names the other file, or a file that leads to it. */
function wayTo(other: string, path: string, { namedAt }: ComposeProject): Span | undefined {
  let place = namedAt.get(other);
  for (let step = 0; place && place.path !== path && step < longestWay; step++) place = namedAt.get(place.path);
  return place?.path === path ? place.span : undefined;
}

function isComposeFile(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function firstKey(text: string): Span {
  const found = /^[^\s#-][^\r\n:]*/m.exec(text);
  return found ? { start: found.index, end: found.index + found[0].length } : { start: 0, end: 0 };
}

function lineOf({ texts }: ComposeProject, { path, span }: ProjectFinding): number {
  return (texts.get(path) ?? '').slice(0, span.start).split(/\r\n|\r|\n/).length;
}

/** As seen from the folder of `path` where it lies below that. */
function nameFrom(path: string, other: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return other.startsWith(folder) ? other.slice(folder.length) : other;
}
