import { shellOutcome } from './shellReplacement';
import { commandName, parseShellText } from './shellText';

/** What a shell script does with its arguments and with the program that it starts last. */
export interface ScriptBehaviour {
  /** False where nothing in the text names its arguments, and no other text is read that could. */
  readonly usesArguments: boolean;
  /** Set where the last command starts a program as a child of the shell, which does not pass signals on. */
  readonly child: { readonly command: string; readonly line: number } | undefined;
}

/** Reads a script that `sh`, `ash`, `dash` or `bash` runs. Undefined where it is another one, or is not understood. */
export function readScript(text: string): ScriptBehaviour | undefined {
  // With Windows line ends the kernel finds no such shell: that is another fault.
  if (!/^#!.*\b(?:sh|ash|dash|bash)\b/.test(text) || text.includes('\r')) return undefined;
  return { usesArguments: mayUseArguments(text), child: childOf(text) };
}

/** A file that is read in (`. file`, `source file`) sees the arguments too, and so may a text that `eval` runs. */
function mayUseArguments(source: string): boolean {
  return /\$\{?[#!]?[@*#0-9]|\b(?:shift|getopts|BASH_ARG\w*|source|eval)\b|\bfor\s+\w+\s*(?:;|\n|do\b)|(?:^|[\s;&|({])\.\s/.test(source);
}

/** What looks after signals or children itself, somewhere in the script, is no case for a warning. */
const looksAfterSignals = /\b(?:exec|trap|wait|kill|tini|dumb-init|catatonit|s6-\w+|supervisord?|supervisorctl|runsvdir|runit|monit|pm2|foreman|su-exec|gosu|setpriv|chpst)\b/;

/**
 * The program that the script starts last and waits for. A shell never replaces itself with the last command of a file
 * (observed with busybox 1.35, dash 0.5.12 and bash 5.2), unlike with that of a text behind `-c`.
 */
function childOf(source: string): ScriptBehaviour['child'] {
  if (looksAfterSignals.test(source.replace(/(^|\s)#.*$/gm, ''))) return undefined;
  const { items, understood } = parseShellText(source);
  const last = items[items.length - 1];
  // As a text of dash's, the outcome leaves out built-in commands, pipes, loops and the background.
  const outcome = understood && last?.kind === 'simple' ? shellOutcome('dash', last.text) : undefined;
  if (!last || outcome?.process !== 'the shell' || outcome.reason !== 'dash') return undefined;
  if (items.some(({ background, kind }) => background || kind === 'function') || !isLongRunning(last.words)) return undefined;
  const line = source.slice(0, last.commandStart).split('\n').length;
  return { command: last.words.map((word) => word.trim()).filter((word) => word !== '\\').join(' '), line };
}

/** `"$@"`, or a program that usually stays; tools that do one thing and end need no signal. */
function isLongRunning(words: readonly string[]): boolean {
  const first = words[0]!.replace(/["']/g, '');
  if (first === '$@' || first === '${@}') return true;
  return servers.test(commandName(first));
}

const servers =
  /^(?:node|nodejs|npm|npx|yarn|pnpm|bun|deno|python[\d.]*|gunicorn|uvicorn|hypercorn|daphne|flask|celery|java|dotnet|ruby|bundle|rails|puma|unicorn|php|php-fpm[\d.]*|apache2-foreground|apache2ctl|httpd|httpd-foreground|nginx|caddy|haproxy|traefik|redis-server|memcached|mysqld|mysqld_safe|postgres|mongod|rabbitmq-server|sshd|go|catalina\.sh)$/;
