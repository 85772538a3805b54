import type { Dockerfile, Instruction } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { shellInForce } from '../process/shellInForce';
import { hideSecrets } from './showValue';

type Variable = DockerfileElement & { kind: 'variable' };

/** Characters of a command that are searched for an assignment; nobody writes a longer one by hand. */
const longestCommand = 50_000;

/**
 * A variable that the shell itself gives its value, or that is no variable of this shell. Undefined where ARG, ENV and the
 * base image decide.
 * @param isSet true where ARG, ENV or the base image sets it, as far as known
 */
export function shellVariableFacts(dockerfile: Dockerfile, element: Variable, isSet: boolean): string[] | undefined {
  const { instruction, name } = element;
  const { kind, words } = shellInForce(dockerfile, instruction);
  if (kind === 'cmd') return [`${inlineCode(words?.join(' ') ?? 'cmd /S /C')} reads this text and does not know \`$NAME\`: it writes \`%NAME%\`. A PowerShell that it starts takes \`$${name}\` for a variable of its own.`];
  if (kind === 'powershell') return [`It is a variable of PowerShell. An environment variable, such as one of ENV, is \`$env:NAME\` there.`];
  if (kind !== 'posix' || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const assigned = assignmentBefore(element) ?? (isSet ? undefined : runtimeValue(instruction, name));
  return assigned === undefined ? undefined : [assigned];
}

/** `NAME=…`, `for NAME in`, `read NAME` above the place, in the same command. */
function assignmentBefore({ instruction, name, span }: Variable): string | undefined {
  const text = commandText(instruction, span.start);
  if (text === undefined || !text.includes(name)) return undefined;
  if (new RegExp(`\\bfor\\s+${name}\\s+in\\b`).test(text)) return 'The loop in this command gives it its values, one after the other.';
  const found = [...text.matchAll(new RegExp(`(?:^|[\\s;&|({\`"'])${name}=("[^"]*"?|'[^']*'?|\\$\\(.*|[^\\s;&|)]*)`, 'gm'))].at(-1);
  // In `NAME=value command $NAME` the shell replaces the variable first, so only an earlier command counts.
  if (found && /[;&|\n)]|\bthen\b|\bdo\b/.test(text.slice(found.index + found[0].length))) return assignedSentence(name, found[1] ?? '');
  return new RegExp(`\\bread\\s+(?:-\\w+\\s+)*(?:\\w+\\s+)*${name}\\b`).test(text) ? 'The shell reads its value in this command.' : undefined;
}

function assignedSentence(name: string, value: string): string {
  if (value === '') return 'The shell sets it to nothing in this command.';
  const shown = inlineCode(hideSecrets(name, value), 60);
  return /^"?\$\(|^"?`/.test(value) ? `The shell sets it in this command, to what ${shown} prints.` : `The shell sets it in this command, to ${shown}.`;
}

/** The command up to a place of the file: the words, and heredoc bodies above it. */
function commandText({ argumentText, heredocs }: Instruction, end: number): string | undefined {
  const index = argumentText.indexAt(end);
  const body = heredocs.find(({ bodySpan }) => bodySpan.start <= end && end < bodySpan.end);
  const text = body ? `${argumentText.text}\n${body.content.slice(0, end - body.bodySpan.start)}` : index === undefined ? undefined : argumentText.text.slice(0, index);
  return text === undefined || text.length > longestCommand ? undefined : text;
}

/** Variables that the runtime or the shell sets without being told. */
function runtimeValue({ keyword }: Instruction, name: string): string | undefined {
  if (name === 'HOME') return 'Nothing sets it in this file. Unless the base image does, it is the home folder of the user, from `/etc/passwd`.';
  if (name === 'PWD') return 'The shell sets it to the folder it is in, which is WORKDIR at first.';
  if (name === 'HOSTNAME' && keyword !== 'RUN') return "Docker sets it to the container's host name, which is its short id unless `--hostname` says otherwise.";
  return undefined;
}
