import type { ComposeNode, ComposeScalarNode } from '../compose/project/composeNode';
import type { ComposeProject } from '../compose/project/composeProject';
import { scalarText } from '../compose/project/nodeEdits';
import { isSecretToken, mask, maskSecrets } from '../maskSecrets';
import { plainLine, shorten } from '../wording';

/** Longer than any name that Docker allows. */
const longestText = 400;

/** A text of a file as a picture shows it: on one line, bounded, with passwords of addresses and tokens masked. */
export function shownText(text: string): string {
  const line = plainLine(shorten(text, longestText)).trim();
  if (isSecretToken(text)) return mask;
  return line.includes('://') ? maskSecrets(line) : line;
}

/** A value; where a variable that nobody here knows took part, as it is written. */
export function shownValue(node: ComposeScalarNode): string {
  return shownText(node.isUncertain ? node.written : scalarText(node));
}

/** What stands in the file for a short form, without quotes; undefined where the text is not known. */
export function writtenAt({ texts }: ComposeProject, { place }: ComposeNode): string | undefined {
  const text = texts.get(place.path)?.slice(place.span.start, place.span.end);
  return text?.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

/** Parts between colons; those inside `${…}` part nothing. */
export function partsBetweenColons(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '{' && text[index - 1] === '$') depth++;
    else if (character === '}' && depth > 0) depth--;
    if (character === ':' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/**
 * A path of the host as one would write it in the project's folder: `./data`, `../shared`, `/var/run/docker.sock`.
 * @param folder absolute, with `/`
 */
export function shortPath(path: string, folder: string): string {
  const parent = folder.slice(0, folder.lastIndexOf('/'));
  if (path === folder || path === `${folder}/`) return '.';
  if (folder !== '/' && path.startsWith(`${folder}/`)) return `./${path.slice(folder.length + 1)}`;
  if (parent !== '' && path === parent) return '..';
  return parent !== '' && path.startsWith(`${parent}/`) ? `../${path.slice(parent.length + 1)}` : path;
}

/** Where the project's relative paths start: absolute, with `/`. */
export function projectFolder({ variables }: ComposeProject): string {
  return variables.get('PWD')?.value ?? '/';
}

/**
 * A line of a label within some characters. Of an image's name the digest goes first, then registry and folders, so that
 * name and tag stay longest; of a folder that is built its parents go.
 */
export function shortDetail(text: string, longest: number): string {
  const [lead, rest] = text.startsWith('build ') ? ['build ', text.slice('build '.length)] : ['', text];
  let short = rest.replace(/@(sha\d+):[0-9a-f]{20,}$/, '@$1');
  while (lead.length + short.length > longest && /\/./.test(short)) short = short.slice(short.indexOf('/') + 1);
  return shorten(lead + short, longest);
}
