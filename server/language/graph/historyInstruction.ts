import { shorten } from '../wording';
import { maskSecrets } from '../maskSecrets';

/** What a history row says, without the builder's wrapping. */
export interface HistoryInstruction {
  /** In capitals. A row that names no instruction comes from `RUN` of the legacy builder or from `docker commit`: `RUN`. */
  readonly keyword: string;
  readonly argument: string;
}

const keywords =
  /^(FROM|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)(?:\s+|$)/;

/**
 * Reads the `CreatedBy` of a history row. The legacy builder writes `/bin/sh -c #(nop)  CMD ["node"]` and for RUN just
 * `/bin/sh -c npm ci`, with `|1 NAME=value ` in front where build arguments are used; BuildKit writes
 * `RUN /bin/sh -c npm ci # buildkit`.
 */
export function historyInstruction(createdBy: string): HistoryInstruction {
  const withoutComment = createdBy.trim().replace(/\s*# buildkit$/, '');
  const noOperation = withoutComment.indexOf('#(nop)');
  const written = noOperation >= 0 ? withoutComment.slice(noOperation + '#(nop)'.length).trim() : withoutComment;
  const [whole = '', keyword] = keywords.exec(written) ?? [];
  if (keyword !== undefined && keyword !== 'RUN') {
    return { keyword, argument: written.slice(whole.length) };
  }
  return { keyword: 'RUN', argument: withoutShell(withoutArguments(written.slice(whole.length))) };
}

/** One line for a person: no shell wrapping, no content hashes, secrets masked, at most `longest` characters. */
export function shortInstruction(createdBy: string, longest = 80): string {
  if (createdBy.trim() === '') {
    return '';
  }
  const { keyword, argument } = historyInstruction(maskSecrets(createdBy));
  const words = argument
    // Engine 20.10 writes an owner right in front: `--chown=1:1file:…`.
    .replace(/(file|dir|multi):[0-9a-f]{16,}/g, ' $1')
    .replace(/\s+/g, ' ')
    .trim();
  return shorten(`${keyword} ${words}`.trim(), longest);
}

/** Removes `|2 A=1 B=2 ` by its count; values may hold blanks, then the shell that follows is looked for. */
function withoutArguments(text: string): string {
  if (!/^\|\d+ /.test(text)) {
    return text;
  }
  const shell = /\s(?:\/bin\/(?:ba|a)?sh(?: -o \w+| -\w+)*? -\w*c|cmd \/S \/C|powershell -Command)\s/.exec(text);
  return shell === null ? text.replace(/^\|\d+ /, '') : text.slice(shell.index + 1);
}

function withoutShell(text: string): string {
  return text.replace(/^(?:\/bin\/(?:ba|a)?sh(?: -o \w+| -\w+)*? -\w*c|cmd \/S \/C|powershell -Command) /, '');
}
