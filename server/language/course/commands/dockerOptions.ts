import type { CommandFlag, CommandGrammar } from '../../content';
import { ContentError, parseMapping, textList } from '../../contentPage';

interface Growing {
  readonly id: string;
  readonly flags: Record<string, CommandFlag>;
  readonly subcommands: Record<string, Growing>;
}

/**
 * Reads `content/docker-options.yaml`: what the options of docker commands mean, in the shape that commands of RUN have.
 * The id of a command is its usual spelling: `docker ps` for `docker container ls`.
 * @throws ContentError where a command or an option is written in another form, or an option occurs twice
 */
export function parseDockerOptions(file: string, source: string): CommandGrammar {
  const root: Growing = { id: 'docker', flags: {}, subcommands: {} };
  for (const [path, value] of Object.entries(parseMapping(file, source))) {
    if (!/^docker( [a-z]+)*$/.test(path)) throw new ContentError(file, `${path} is no docker command`);
    const fields = value as Readonly<Record<string, unknown>>;
    const command = place(root, path, path);
    const options = fields['options'] ?? {};
    for (const [written, says] of Object.entries(options)) addOption(file, command, written, says);
    for (const spelling of textList(file, fields, 'takes')) add(file, command, spelling, { id: `${path} ${spelling}`, summary: '', value: true });
    for (const other of textList(file, fields, 'also')) Object.assign(place(root, other, path), { flags: command.flags });
  }
  return root;
}

/** The command of that path, made where it is not there yet, with the groups above it. */
function place(root: Growing, path: string, id: string): Growing {
  const words = path.split(' ').slice(1);
  return words.reduce((parent, word, index) => {
    const own = index === words.length - 1 ? id : `${parent.id} ${word}`;
    return (parent.subcommands[word] ??= { id: own, flags: {}, subcommands: {} });
  }, root);
}

/** `-p, --publish HOST:CONTAINER`; the last spelling is the option's own. */
function addOption(file: string, command: Growing, written: string, says: unknown): void {
  const [, names = '', value] = /^((?:-\w, )?--?[\w-]+)( \S+)?$/.exec(written) ?? [];
  if (!names || typeof says !== 'string' || !says.trim()) throw new ContentError(file, `${command.id} has an option that cannot be read: ${written}`);
  const spellings = names.split(', ');
  const flag = { id: `${command.id} ${spellings.at(-1)!}`, summary: says.trim(), value: value !== undefined };
  for (const spelling of spellings) add(file, command, spelling, flag);
}

function add(file: string, { id, flags }: Growing, spelling: string, flag: CommandFlag): void {
  if (Object.hasOwn(flags, spelling)) throw new ContentError(file, `${id} has ${spelling} twice`);
  flags[spelling] = flag;
}
