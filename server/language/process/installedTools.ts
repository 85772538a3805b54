import type { CopyInstruction, Instruction, RunInstruction } from '../dockerfile/syntax';
import { simpleCommands } from '../packages/shellCommands';
import type { CheckTool } from './imageTools';

/**
 * True where an instruction may put `tool`, or a shell, into a folder of PATH: a RUN that is not understood to the last
 * word, or a COPY to a folder of programs. Silence is cheap, a false claim is not.
 * @param relativeIsSafe whether every WORKDIR is known to be no folder of programs (`isProgramFolder`)
 */
export function mayBring(instruction: Instruction, tool: CheckTool | 'sh', relativeIsSafe: boolean): boolean {
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return copyMayBring(instruction, tool, relativeIsSafe);
  return instruction.keyword === 'RUN' && runMayBring(instruction, tool);
}

/** `/`, `/bin`, `/usr`, `/usr/local/sbin/` and the like, or a path that a variable decides. */
export function isProgramFolder(path: string): boolean {
  return /[$"']/.test(path) || /^\/?(?:usr\/?)?(?:local\/?)?(?:s?bin|lib\w*|share)?\/*$/.test(path);
}

function copyMayBring({ keyword, sources, destination, flags }: CopyInstruction, tool: string, relativeIsSafe: boolean): boolean {
  const target = destination?.text ?? '';
  if (isProgramFolder(target) || (!target.startsWith('/') && (!relativeIsSafe || target.includes('..')))) return true;
  const name = target.slice(target.lastIndexOf('/') + 1);
  if ([tool, 'sh', 'bash', 'busybox', 'curl', 'wget', 'nc'].includes(name)) return true;
  const isArchive = keyword === 'ADD' && sources.some(({ text }) => /\.(?:tar|t?gz|tgz|bz2|xz|zst)/.test(text));
  return isArchive || flags.some(({ name: flag }) => flag === 'parents');
}

function runMayBring({ command, heredocs, flags }: RunInstruction, tool: string): boolean {
  if (heredocs.length > 0 || !command || tool === 'sh' || flags.some(({ name }) => name === 'mount' && tool === 'sh')) return true;
  const commands = command.form === 'exec' ? [{ words: command.words.map(({ value }) => value) }] : simpleCommands(command.text.text);
  return commands === undefined || commands.some(({ words }) => !isHarmless(words));
}

/** Commands that work on files, users or a language's own packages and install no program of the system. */
const harmlessCommands: ReadonlySet<string> = new Set(
  `mkdir rmdir rm cp mv ln chmod chown chgrp touch echo printf cd set true test [ ls cat groupadd useradd usermod addgroup adduser
  groupmod deluser delgroup find npm yarn pnpm pip pip3 python python3 node poetry uv go cargo dotnet mvn tsc vite sed
  update-ca-certificates locale-gen ldconfig corepack export umask`.split(/\s+/),
);

/**
 * Packages whose installation brings none of the tools: on Debian 12 with all that they depend on and recommend
 * (`apt-get install -s` on an empty system), on Alpine by what they are.
 */
const harmlessPackages: ReadonlySet<string> = new Set(
  `ca-certificates tzdata tini dumb-init bash openssl gosu su-exec gcc g++ make libc6-dev libc-dev musl-dev linux-headers build-base
  build-essential libpq libpq5 libpq-dev postgresql-dev postgresql-client python3 python3-dev python3-pip python3-venv py3-pip
  python libffi-dev libssl-dev openssl-dev sqlite sqlite3 sqlite-dev default-libmysqlclient-dev mariadb-dev git ffmpeg procps
  locales imagemagick libgl1 libglib2.0-0 pkg-config pkgconfig gnupg netbase iproute2 jq unzip zip vim less xz-utils xz supervisor
  libgomp1 libgomp fontconfig redis-tools nodejs libstdc++ libgcc icu-libs zlib zlib-dev gcompat libc6-compat shadow sudo
  openjdk-17-jre-headless vips vips-dev`.split(/\s+/),
);

function isHarmless([program = '', ...words]: readonly string[]): boolean {
  if (program === 'apk' || program === 'apt-get' || program === 'apt') return isHarmlessInstall(words);
  if (program === 'apt-mark' || program === 'dpkg-reconfigure') return true;
  return harmlessCommands.has(program);
}

function isHarmlessInstall(words: readonly string[]): boolean {
  const values = words.filter((word, index) => !word.startsWith('-') && words[index - 1] !== '--virtual' && words[index - 1] !== '-t');
  const [action = '', ...packages] = values;
  if (action !== 'add' && action !== 'install') return /^(?:update|upgrade|dist-upgrade|clean|autoclean|autoremove|del|remove|purge|cache|fix)$/.test(action);
  return packages.every((name) => harmlessPackages.has(name.replace(/[=<>~].*$/, '')));
}
