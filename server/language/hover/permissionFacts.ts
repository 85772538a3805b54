import { inlineCode, joinWords } from '../wording';

const classes = ['the owner', 'the group', 'all others'] as const;
const letters: Readonly<Record<string, string>> = { u: 'the owner', g: 'the group', o: 'all others', a: 'everyone' };
const rights: Readonly<Record<string, string>> = {
  r: 'read', w: 'write', x: 'execute', X: 'enter folders and execute what is executable already', s: 'run it as its owner or group', t: 'keep others from deleting',
};

/** A `--chmod` or `mode=` value in words; undefined where it is neither octal nor symbolic. */
export function describeMode(value: string): string | undefined {
  if (/^[0-7]{1,5}$/.test(value)) return describeOctal(value);
  const clauses = value.split(',');
  if (clauses.length > 8 || !clauses.every((clause) => /^[ugoa]*([-+=][rwxXst]*)+$/.test(clause))) return undefined;
  return `${inlineCode(value)}: ${clauses.map(describeClause).join('; ')}.`;
}

function describeOctal(value: string): string {
  const digits = value.slice(-3).padStart(3, '0');
  const special = Number(value.slice(0, -3) || '0');
  const all = [...digits].map((digit) => wordsOf(Number(digit)));
  const letterForm = [...digits].map((digit) => lettersOf(Number(digit))).join('');
  const same = all[1] === all[2];
  const parts = same ? (all[0] === all[1] ? [`everyone may ${all[0]}`] : [`the owner may ${all[0]}`, `group and others may ${all[1]}`]) : all.map((words, index) => `${classes[index]!} may ${words}`);
  const extra = [special & 4 && 'set-user-id', special & 2 && 'set-group-id', special & 1 && 'sticky bit'].filter((word) => typeof word === 'string');
  return `${inlineCode(value)} is ${inlineCode(letterForm)}: ${parts.join(', ')}${extra.length > 0 ? `; with ${joinWords(extra)}` : ''}.`;
}

function wordsOf(digit: number): string {
  const words = [digit & 4 && 'read', digit & 2 && 'write', digit & 1 && 'execute'].filter((word) => typeof word === 'string');
  return words.length === 0 ? 'do nothing' : joinWords(words);
}

function lettersOf(digit: number): string {
  return `${digit & 4 ? 'r' : '-'}${digit & 2 ? 'w' : '-'}${digit & 1 ? 'x' : '-'}`;
}

function describeClause(clause: string): string {
  const [, who = '', changes = ''] = /^([ugoa]*)(.*)$/.exec(clause)!;
  const whom = who === '' ? 'everyone' : joinWords([...new Set(who)].map((letter) => letters[letter]!));
  const parts = [...changes.matchAll(/([-+=])([rwxXst]*)/g)].map(([, sign, given = '']) => {
    const words = given === '' ? 'do nothing' : joinWords([...new Set(given)].map((letter) => rights[letter]!));
    return sign === '+' ? `${whom} may also ${words}` : sign === '-' ? `${whom} may no longer ${words}` : `${whom} may ${words}`;
  });
  return joinWords(parts);
}

/**
 * The value of `--chown`, taken apart. Names are looked up in the image that is copied into; BuildKit takes a name that it
 * does not find for number 0 (solver/llbsolver/ops/user_linux.go `readUser`), and `root` for 0 without looking.
 */
export function describeOwner(value: string): string[] {
  const [user = '', group] = value.split(':', 2);
  const isNumber = /^\d+$/.test(user);
  const own = isNumber ? ', and the group with the same number' : user === 'root' ? ', and the group with number 0' : ', and the main group of that user';
  const found = `User ${inlineCode(user)}${group === undefined ? own : `, group ${inlineCode(group)}`}.`;
  const files = [...(isName(user) ? ['`/etc/passwd`'] : []), ...(group !== undefined && isName(group) ? ['`/etc/group`'] : [])];
  if (files.length === 0) return [found];
  return [found, `Names are looked up in ${joinWords(files)} of this stage. A name that is not there becomes number 0, which is root, without an error.`];
}

function isName(word: string): boolean {
  return word !== '' && word !== 'root' && !/^\d+$/.test(word);
}
