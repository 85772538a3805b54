import { formatCommandLine } from './commandLine';
import type { ProcessOne } from './processOne';

/** Who is PID 1, in words: `the program: node server.js`, `the shell: /bin/sh -c 'a | b'`, `unknown`. */
export function describeProcessOne(main: ProcessOne): string {
  switch (main.kind) {
    case 'the program':
    case 'the shell':
      return `${main.kind}: ${commandOf(main)}`;
    case 'a script':
      return `the script: ${commandOf(main)}`;
    case 'an init':
      return `${main.command[0]!}${main.child ? `, which starts ${main.child.kind === 'unknown' && !main.child.shell ? 'a process that is not known' : describeProcessOne(main.child)}` : ''}`;
    case 'nothing':
      return 'nothing: no command specified';
    case 'unknown':
      return main.shell?.outcome.process === 'depends'
        ? `the program: ${main.shell.outcome.command}, unless ${main.command[0]!} is dash`
        : 'unknown';
  }
}

/** A shell's text stays as written; words are quoted where they need it. */
function commandOf(main: ProcessOne): string {
  return main.kind === 'the program' && main.shell ? main.command[0]! : formatCommandLine(main.command);
}
