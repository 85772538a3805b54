import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { isStackFile } from './swarmFiles';

export interface ObsoleteVersionFact extends ComposeRuleFact {
  readonly fix: Fix | undefined;
}

/**
 * `version:` at the top, which Compose has not looked at since its second version. Source: compose-go `loader/loader.go`.
 * `docker stack deploy` still does: older ones take a file without it for the first version.
 */
export const obsoleteVersion: ComposeRule<ObsoleteVersionFact> = {
  id: 'obsolete-version',
  severity: 'information',
  alsoKnownAs: ['no-version-field'],
  check: ({ project: { notices, texts } }) =>
    notices.flatMap(({ code, place }) => (code === 'obsolete-version' && !isStackFile(place.path) ? [{ place, fix: withoutLine(texts.get(place.path) ?? '', place.span.start) }] : [])),
  message: () => 'Compose ignores `version` and says so each time it reads this file: its keys hold whatever the version is. Remove the line.',
  fixes: ({ fix }) => (fix ? [fix] : []),
};

/** The line of the key, with the empty lines below it where it is the first; undefined where its value goes on below. */
function withoutLine(text: string, key: number): Fix | undefined {
  const start = text.lastIndexOf('\n', key - 1) + 1;
  const found = /^["']?version["']?[ \t]*:[ \t]+[^\s#|>&{[][^\r\n]*(?:\r\n|\n|$)/.exec(text.slice(start));
  if (!found) return undefined;
  const after = text.slice(start + found[0].length);
  if (/^[ \t]/.test(after)) return undefined;
  const isFirst = text.slice(0, start).replace(/^\uFEFF/, '').trim() === '';
  const empty = isFirst ? (/^(?:[ \t]*\r?\n)+/.exec(after)?.[0].length ?? 0) : 0;
  // A last line without an end takes the end of the line above with it.
  const above = /\n$/.test(found[0]) ? 0 : (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0);
  return { title: 'Remove `version`', edits: [{ span: { start: start - above, end: start + found[0].length + empty }, newText: '' }] };
}
