import type { CommandEntry, CommandHelp, CommandPlaceParams, CommandProposal } from '../../../protocol/course';
import type { CommandGrammar, Content } from '../../content';
import { commandView } from '../lessonView';
import { readDockerCalls, type DockerCall, type DockerOption } from './dockerCalls';
import { fittingEntry, type ReadEntry } from './fittingEntry';
import { proposedText, typedCommand } from './proposedText';

type CommandContent = Pick<Content, 'cheatSheet' | 'commands' | 'lessons' | 'dockerOptions'>;

const noOptions: CommandGrammar = { id: 'docker', flags: {}, subcommands: {} };

/** Options that are explained together; a command with more is listed in part. */
const mostOptions = 12;

/** The cheat sheet, ready to answer about lines of shell texts. */
export class CheatSheetCommands {
  private readonly entries: readonly ReadEntry[];

  constructor(private readonly content: CommandContent) {
    this.entries = content.cheatSheet.flatMap((entry) => this.read(entry.command).slice(0, 1).map((call) => ({ entry, call })));
  }

  /** What the option, or else the docker command, at a place of a line does. */
  help({ line, character }: CommandPlaceParams): CommandHelp | undefined {
    const call = this.read(line).find(({ start, end }) => start <= character && character <= end);
    if (!call) return undefined;
    const option = call.options.find(({ start, end, summary }) => start <= character && character < end && summary !== '');
    return option ? this.optionHelp(call, option) : this.commandHelp(call);
  }

  /** Commands that begin as the line does before the cursor. */
  proposals({ line, character }: CommandPlaceParams): CommandProposal[] {
    const typed = typedCommand(line.slice(0, character));
    if (!typed) return [];
    return this.content.cheatSheet.flatMap((entry) => {
      const proposed = proposedText(typed, entry.command);
      return proposed ? [{ entry: this.view(entry), ...proposed }] : [];
    });
  }

  private read(line: string): DockerCall[] {
    return readDockerCalls(line, this.content.dockerOptions ?? noOptions, this.content.commands);
  }

  private view(entry: ReadEntry['entry']): CommandEntry {
    return commandView(entry, this.content.lessons);
  }

  private commandHelp(call: DockerCall): CommandHelp | undefined {
    const found = fittingEntry(call, this.entries);
    if (!found) return undefined;
    const { command, does, note, lesson, lessonTitle } = this.view(found);
    const options = explained(call).map(({ spelling, summary }) => `- \`${spelling}\`: ${summary}`);
    const parts = [
      ...oldCompose(call),
      `**\`${command}\`**`,
      does,
      ...(note === undefined ? [] : [note]),
      ...(options.length > 0 ? [options.join('\n')] : []),
      ...(lessonTitle === undefined ? [] : [`Lesson: ${lessonTitle}`]),
    ];
    return { markdown: parts.join('\n\n'), start: call.start, end: call.end, lesson: lessonTitle === undefined ? undefined : lesson };
  }

  private optionHelp(call: DockerCall, { start, end }: DockerOption): CommandHelp {
    // `-it` is two options in one word.
    const inWord = explained(call).filter((option) => option.start === start);
    const lines = inWord.map(({ spelling, summary }) => `**\`${call.id} ${spelling}\`**\n\n${summary}`);
    return { markdown: [...oldCompose(call), ...lines].join('\n\n'), start, end, lesson: undefined };
  }
}

function oldCompose({ old, id }: DockerCall): string[] {
  return old ? [`\`docker-compose\` is the old program, which is no longer maintained. Today it is \`${id} …\`, in two words.`] : [];
}

/** Each option once, in its order. */
function explained({ options }: DockerCall): readonly DockerOption[] {
  const known = options.filter(({ summary }, index) => summary !== '' && options.findIndex(({ id }) => id === options[index]!.id) === index);
  return known.slice(0, mostOptions);
}
