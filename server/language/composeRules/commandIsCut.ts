import { splitCommandWords } from '../compose/composeCommandWords';
import { scalarText } from '../compose/project/nodeEdits';
import { nodeAt } from '../compose/project/readNodes';
import { inlineCode } from '../wording';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { servicesOf, textAt } from './ruleServices';

export interface CommandIsCutFact extends ComposeRuleFact {
  readonly kept: string;
  readonly dropped: string;
  /** The text as it stands, where a machine can put it into a list. */
  readonly line: string | undefined;
}

/**
 * A `command` or `entrypoint` in one text with an operator of the shell: no shell reads it, and Compose drops everything from
 * the operator on (go-shellwords ends there; seen with `docker compose config`).
 */
export const commandIsCut: ComposeRule<CommandIsCutFact> = {
  id: 'command-is-cut',
  severity: 'warning',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap(({ node }) =>
      ['entrypoint', 'command'].flatMap((key): CommandIsCutFact[] => {
        const command = nodeAt(node, key);
        if (command?.kind !== 'scalar' || command.value === null || command.isUncertain) return [];
        const text = scalarText(command);
        const { words, droppedFrom, invalid } = splitCommandWords(text);
        const dropped = droppedFrom === undefined ? '' : text.slice(droppedFrom).trim();
        if (invalid || /^[;&\s]*$/.test(dropped)) return [];
        const written = textAt(project, command.place);
        const kept = words.map(({ text: word }) => word).join(' ').trim();
        // What begins with an operator is no line for a shell.
        const isPlain = kept !== '' && !/^["'|>*&!]/.test(written) && !/[\r\n]/.test(written) && key === 'command';
        return [{ place: command.place, kept, dropped, line: isPlain ? written : undefined }];
      }),
    ),
  message: ({ kept, dropped }) =>
    kept === ''
      ? `No shell reads this text, and Compose drops ${inlineCode(dropped, 60)} without a word: nothing is left of it. Put it in quotes, or let a shell read the line.`
      : `No shell reads this text, and Compose drops ${inlineCode(dropped, 60)} without a word: only ${inlineCode(kept, 60)} runs. Let a shell read the line: \`["sh", "-c", "…"]\`.`,
  fixes: ({ place, line }) =>
    line === undefined ? [] : [{ title: 'Let a shell read the command', edits: [{ span: place.span, newText: `["sh", "-c", ${JSON.stringify(line)}]` }] }],
};
