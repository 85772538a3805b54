import type { StepCommand } from '../process/stepScript';
import type { ShellWord } from '../process/readShell';
import { operands } from '../packages/packageManager';

/** Something that a command fetches and that is another one later, by the words of its own address. */
export interface MovingTarget {
  /** Where it stands in the text that the shell reads. */
  readonly word: ShellWord;
  readonly address: string;
  /** What the address means each day anew: "the branch main". */
  readonly meaning: string;
  readonly kind: 'clone' | 'download' | 'package';
}

/** Branch names that projects work on; any other name may be a tag. */
const workingBranch = 'main|master|develop|trunk|HEAD';
const branchEnd = '(?=$|[/?#&]|\\.(?:tar|zip|tgz))';
/** Where code hosts write a branch into an address: github.com, gitlab.com, bitbucket.org, gitea. */
const branchPlaces: readonly RegExp[] = [
  new RegExp(`^https?://(?:www\\.)?github\\.com/[^/]+/[^/]+/(?:archive|raw|blob|tarball|zipball|tree)/(?:(refs/heads/[^/?#]+?)|(${workingBranch}))${branchEnd}`),
  new RegExp(`^https?://(?:codeload\\.github\\.com|api\\.github\\.com/repos)/[^/]+/[^/]+/(?:tar\\.gz|zip|legacy\\.tar\\.gz|tarball|zipball)/(?:(refs/heads/[^/?#]+?)|(${workingBranch}))${branchEnd}`),
  new RegExp(`^https?://raw\\.github(?:usercontent)?\\.com/[^/]+/[^/]+/(?:(refs/heads/[^/?#]+?)|(${workingBranch}))/`),
  new RegExp(`^https?://[^/]+/.+/-/(?:raw|archive|blob)/()(${workingBranch})(?=/)`),
  new RegExp(`^https?://[^/]+/.+/(?:raw(?:/branch)?|archive|get)/()(${workingBranch})${branchEnd}`),
];

const latestWord = /(?:^|[-_.])latest(?=$|[-_.])/i;
const versionWord = /\d\.\d|\d{5}|\$\{?\w*(ver|tag|release|rev|commit|sha)/i;

function branchMeaning(branch: string | undefined): string {
  return branch === undefined || branch === 'HEAD' ? 'the default branch' : `the branch ${branch}`;
}

/** What a web address means on each day anew, or undefined where its words do not say that it moves. */
export function movingMeaning(address: string): string | undefined {
  if (!/^https?:\/\/[^/$]+\/./.test(address)) return undefined;
  for (const place of branchPlaces) {
    const found = place.exec(address);
    if (found) return branchMeaning((found[1] || found[2]!).replace('refs/heads/', ''));
  }
  const path = address.replace(/^https?:\/\/[^/]+\//, '').replace(/[?#].*$/, '');
  const segments = path.split('/');
  const at = segments.findIndex((segment) => latestWord.test(segment));
  // A file with a number in its name is that version, or is gone one day.
  if (at < 0 || versionWord.test(segments.slice(at).join('/'))) return undefined;
  return 'the latest version';
}

/** Everything that a command fetches for itself and that moves. */
export function movingTargets(command: StepCommand): MovingTarget[] {
  const { shell, at, name, words } = command;
  const own = shell.words.slice(at + 1);
  if (/^(curl|wget|aria2c)$/.test(name)) return sendsOrAsks(words) ? [] : own.flatMap(downloadOf);
  if (name === 'git') return cloneOf(own);
  if (isPackageInstall(command)) return own.flatMap(packageOf);
  return shell.words.flatMap(substitutedOf);
}

/** curl that uploads, or only looks whether something is there. */
function sendsOrAsks(words: readonly string[]): boolean {
  return words.some((word) => /^(-X|--request|-d|--data.*|-F|--form|-T|--upload-file|-I|--head|--spider|--post-data.*)$/.test(word));
}

function downloadOf(word: ShellWord): MovingTarget[] {
  const meaning = movingMeaning(word.value);
  return meaning === undefined ? [] : [{ word, address: word.value, meaning, kind: 'download' }];
}

/** `sh -c "$(curl … address)"` and `VERSION=$(curl … address)`. */
function substitutedOf(word: ShellWord): MovingTarget[] {
  if (!/\$\(|`/.test(word.text)) return [];
  const addresses = [...word.text.matchAll(/\b(?:curl|wget)\b[^)`|;&]*?(https?:\/\/[^\s"'`)|;&]+)/g)].map((match) => match[1]!);
  return addresses.flatMap((address): MovingTarget[] => {
    const meaning = movingMeaning(address);
    return meaning === undefined ? [] : [{ word, address, meaning, kind: 'download' }];
  });
}

const cloneOptions = /^(-b|--branch|--depth|-c|--config|-o|--origin|-j|--jobs|--reference|--template|--separate-git-dir|-u|--upload-pack|--filter|--shallow-since|--shallow-exclude)$/;

/** `git clone` of a default branch, or of a branch that a project works on. */
function cloneOf(words: readonly ShellWord[]): MovingTarget[] {
  const verb = words.findIndex(({ value }, index) => !value.startsWith('-') && !/^-[cC]$/.test(words[index - 1]?.value ?? ''));
  if (words[verb]?.value !== 'clone') return [];
  let branch: string | undefined;
  for (let index = verb + 1; index < words.length; index++) {
    const word = words[index]!;
    const option = /^(--branch=|-b(?=.))(.*)$/.exec(word.value);
    if (option) branch = option[2];
    else if (/^(-b|--branch)$/.test(word.value)) branch = words[index + 1]?.value ?? '';
    if (/^--(revision|bundle-uri)\b/.test(word.value)) return [];
    if (cloneOptions.test(word.value)) index++;
    else if (!word.value.startsWith('-')) return clonedFrom(word, branch, words.slice(index + 1));
  }
  return [];
}

function clonedFrom(word: ShellWord, first: string | undefined, behind: readonly ShellWord[]): MovingTarget[] {
  const later = behind.findIndex(({ value }) => /^(-b|--branch)(=|$)/.test(value));
  const branch = first ?? (later < 0 ? undefined : (/=(.*)/.exec(behind[later]!.value)?.[1] ?? behind[later + 1]?.value ?? ''));
  const isRemote = /^(https?|git|ssh):\/\/[^$]+$|^git@[^$:]+:[^$]+$/.test(word.value);
  if (!isRemote || behind.some(({ value }) => value.startsWith('--revision'))) return [];
  if (branch !== undefined && !new RegExp(`^(${workingBranch})$`).test(branch)) return [];
  return [{ word, address: word.value, meaning: branchMeaning(branch), kind: 'clone' }];
}

function isPackageInstall({ name, words }: StepCommand): boolean {
  if (/^(pip|pip3|pipx)$/.test(name)) return operands(words)[0] === 'install';
  if (/^python[\d.]*$/.test(name)) return words[0] === '-m' && words[1] === 'pip' && words.includes('install');
  return name === 'uv' && (words[0] === 'pip' || words[0] === 'tool') && words[1] === 'install';
}

/** `git+https://host/project` without `@`, or with a branch behind it; and archives of a branch. */
function packageOf(word: ShellWord): MovingTarget[] {
  const address = /(?:^|[\s@])((?:git\+)?https?:\/\/\S+)$/.exec(word.value)?.[1] ?? '';
  if (!address.startsWith('git+')) {
    const meaning = movingMeaning(address);
    return meaning === undefined ? [] : [{ word, address, meaning, kind: 'package' }];
  }
  const plain = address.replace(/[#?].*$/, '');
  const reference = /^git\+https?:\/\/[^/]+\/[^@]+@(.*)$/.exec(plain)?.[1];
  if (plain.includes('$') || (reference !== undefined && !new RegExp(`^(${workingBranch})$`).test(reference))) return [];
  return [{ word, address, meaning: branchMeaning(reference), kind: 'package' }];
}
