/** What stands in for a masked value. */
export const mask = '••••';

/** Longer text is cut before it is searched: nobody reads it, and the time for the search stays bounded. */
const longestText = 2_048;

const secretWords = 'passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|auth';
const nameWith = (words: string): string => `\\b[\\w.-]{0,40}(?:${words})[\\w.-]{0,40}`;
/** `SMTP_PASS`, `--pass`, Redis' `--requirepass` and Azure's `AccountKey`: masked, but too short a sign to report somebody's file for. */
const maskedWords = `${secretWords}|requirepass|account[_-]?key|(?<=[_-])pass(?![a-z])`;
const secretName = nameWith(maskedWords);
const quotedOrWord = '(?:"(?:[^"\\\\]|\\\\.)*"?|\'[^\']*\'?|[^\\s"\']+)';

/** `DB_PASSWORD=…`, `--token=…`, `"password": …` */
const assignment = new RegExp(`(${secretName}["']?\\s?[=:]\\s?)${quotedOrWord}`, 'gi');
/** `--password …` and the old form `ENV DB_PASSWORD …` */
const option = new RegExp(`((?:(?<![\\w-])--?(?!-|no-|disabled-)|\\bENV\\s+)${secretName}\\s+)(?!-)${quotedOrWord}`, 'gi');
/** `Authorization: Bearer …` */
const bearer = /(\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi;
/** `https://user:password@host` */
const userInfo = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,256}:)[^\s/@]{1,256}(?=@)/gi;
/** Tokens that carry their maker's mark: GitHub, GitLab, npm, Slack, AWS, Google, JSON Web Tokens. */
const knownTokens =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|sk-[\w-]{20,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g;
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** What none of the patterns above can do without. Most texts hold nothing of it, and hovers and outlines mask many texts. */
const mayBeSecret = new RegExp(`${maskedWords}|bearer|basic|://|private key|gh[pousr]_|github_pat_|glpat-|npm_|xox|akia|aiza|sk-|eyj`, 'i');

const onlyName = new RegExp(`^${nameWith(secretWords).replaceAll('\\b', '')}$`, 'i');

/** True for a name such as `DB_PASSWORD` or `api-token`. */
export function isSecretName(name: string): boolean {
  return onlyName.test(name.slice(0, 100));
}

/** True where a text holds a token of known shape, or a private key. */
export function isSecretToken(text: string): boolean {
  const searched = text.slice(0, longestText);
  return searched.search(knownTokens) >= 0 || searched.search(privateKey) >= 0;
}

/**
 * Replaces what looks like a secret by `••••`: values whose name says so, passwords in addresses, and tokens of known
 * shape. It rather masks too much: a masked harmless value is a small loss.
 */
export function maskSecrets(text: string): string {
  const searched = text.slice(0, longestText);
  if (!mayBeSecret.test(searched)) return searched;
  return searched
    .replace(privateKey, mask)
    .replace(userInfo, `$1${mask}`)
    .replace(bearer, `$1${mask}`)
    .replace(assignment, `$1${mask}`)
    .replace(option, `$1${mask}`)
    .replace(knownTokens, mask);
}
