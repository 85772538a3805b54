import type { ComposeNotice, ComposeProject } from '../compose/project/composeProject';
import type { Span } from '../dockerfile/syntax';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';

export interface UnsetVariableFact extends ComposeRuleFact {
  readonly variable: string;
  /** Places in this file where it is used without a default. */
  readonly uses: number;
  readonly fix: Fix;
}

/**
 * A variable that neither `.env` nor a default gives a value: Compose logs it once and goes on with an empty text. Silent
 * where the file is only a part of a project, whose other parts may say what it is.
 */
export const unsetVariable: ComposeRule<UnsetVariableFact> = {
  id: 'unset-variable',
  severity: 'warning',
  alsoKnownAs: [],
  check: ({ project }) => (project.isWhole ? factsOf(project) : []),
  message: ({ variable, uses }) =>
    `\`${variable}\` has no value here: unless the shell sets it, Compose warns and uses an empty text${uses > 1 ? `, ${uses} times in this file` : ''}. Set it in \`.env\`, or give it a default: \`\${${variable}:-…}\`.`,
  fixes: ({ fix }) => [fix],
};

/** One for each variable of a file, at its first use. */
function factsOf({ notices, texts }: ComposeProject): UnsetVariableFact[] {
  const grouped = new Map<string, ComposeNotice[]>();
  for (const notice of notices) {
    if (notice.code !== 'unset-variable') continue;
    const key = `${notice.place.path}\n${notice.variable ?? ''}`;
    grouped.set(key, [...(grouped.get(key) ?? []), notice]);
  }
  return [...grouped.values()].flatMap((group): UnsetVariableFact[] => {
    const [{ variable = '', place: { path } }] = group as [ComposeNotice];
    const text = texts.get(path) ?? '';
    const spans = [...new Map(group.flatMap(({ place }) => usesIn(text, place.span, variable)).map((span) => [span.start, span])).values()].sort((one, other) => one.start - other.start);
    if (!spans[0]) return [];
    const fix: Fix = { title: `Let \`${variable}\` be empty`, edits: spans.map((span) => ({ span, newText: `\${${variable}:-}` })) };
    return [{ place: { path, span: spans[0] }, variable, uses: spans.length, fix }];
  });
}

/** `$NAME` and `${NAME}` as written between two offsets; a doubled dollar is none. */
function usesIn(text: string, { start, end }: Span, variable: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.slice(start, end).matchAll(/\$\$|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g)) {
    if ((match[1] ?? match[2]) === variable) spans.push({ start: start + match.index, end: start + match.index + match[0].length });
  }
  return spans;
}
