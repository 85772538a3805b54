import type { CommandGrammar } from '../../content';
import { resolveCommands, type CommandTable, type ResolvedCommand } from '../../hover/shell/commandWords';
import { readShell, type ShellCommand, type ShellWord } from '../../process/readShell';

/** An option of a docker command as it is written. */
export interface DockerOption {
  /** The same for every spelling: `docker run --publish`. */
  readonly id: string;
  readonly spelling: string;
  /** Undefined where it has none. */
  readonly value: string | undefined;
  /** What it means; empty where no text says it. */
  readonly summary: string;
  /** Of its word in the text. */
  readonly start: number;
  readonly end: number;
}

/** A docker command in a shell text. */
export interface DockerCall {
  /** The command in its usual spelling: `docker ps` for `docker container ls` and for `sudo docker ps`. */
  readonly id: string;
  /** True where it is written as `docker-compose`. */
  readonly old: boolean;
  readonly options: readonly DockerOption[];
  /** What it is done to: words behind the command that are neither options nor their values. */
  readonly operands: readonly string[];
  /** From its name to its last word. */
  readonly start: number;
  readonly end: number;
}

/** Behind the first operand everything belongs to the program in the container. */
const handsWordsOn: ReadonlySet<string> = new Set(['docker run', 'docker exec', 'docker compose run', 'docker compose exec', 'docker top']);

/** What a reader sees before a command in a terminal: `$ `, `PS C:\> `, `user@host:~$ `. */
const prompt = /^\s*(?:[$%>]|PS [^>\n]*>|[\w.-]+@[\w.-]+:[^\s$#]*[$#])\s+/;

/** Length of the prompt that a line begins with. */
export function promptLength(line: string): number {
  return prompt.exec(line)?.[0].length ?? 0;
}

/** A line with blanks in place of its prompt, so that offsets stay. */
export function withoutPrompt(line: string): string {
  const length = promptLength(line);
  return ' '.repeat(length) + line.slice(length);
}

/**
 * The docker commands of one line of a shell text, which a backslash may continue.
 * @param commands those of RUN, for what may stand in front: `sudo -u app docker ps`
 */
export function readDockerCalls(line: string, docker: CommandGrammar, commands: CommandTable): DockerCall[] {
  const reading = readShell(withoutPrompt(line));
  if (!reading) return [];
  const table = dockerTable(docker, commands);
  return reading.commands.flatMap(({ words, assignments }) =>
    resolveCommands(words, table, assignments).flatMap((command) => (isDocker(command) ? [dockerCall(words, command)] : [])),
  );
}

/** True for the name of Docker's program or of the old Compose. */
export function isDockerName(name: string): boolean {
  return name === 'docker' || name === 'docker-compose';
}

function dockerTable(docker: CommandGrammar, commands: CommandTable): CommandTable {
  const compose = docker.subcommands['compose'];
  return { ...commands, docker, ...(compose && { 'docker-compose': compose }) };
}

function isDocker({ name, innermost }: ResolvedCommand): boolean {
  return isDockerName(name) && innermost !== undefined;
}

function dockerCall(words: ShellCommand['words'], { name, nameIndex, innermost, roles, operands }: ResolvedCommand): DockerCall {
  const id = innermost!.id;
  const first = operands[0];
  const ownEnd = first && handsWordsOn.has(id) ? words.indexOf(first) : words.length;
  const options: DockerOption[] = [];
  for (let index = nameIndex + 1; index < ownEnd; index++) {
    const role = roles.get(index);
    const word = words[index]!;
    if (role?.kind === 'value') setValue(options, word);
    if (role?.kind !== 'flag') continue;
    for (const { spelling, flag, value } of role.uses) {
      options.push({ id: flag?.id ?? `${id} ${spelling}`, spelling, value, summary: flag?.summary ?? '', start: word.start, end: word.end });
    }
  }
  const behind = ownEnd < words.length ? words.slice(ownEnd) : operands;
  return { id, old: name === 'docker-compose', options, operands: behind.map(({ value }) => value), start: words[nameIndex]!.start, end: words.at(-1)!.end };
}

function setValue(options: DockerOption[], { value }: ShellWord): void {
  const last = options.pop();
  if (last) options.push({ ...last, value });
}
