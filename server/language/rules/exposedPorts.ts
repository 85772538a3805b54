import { lexShellText, ShellLexError } from '../dockerfile/shellLexer';
import type { Dockerfile, Span, Word, WordsInstruction } from '../dockerfile/syntax';
import type { BuildFacts, StageEnvironment } from '../dockerfile/variables';
import { reportedSpan } from './reportedSpan';
import { walkStages } from './stageWalk';

/** One port as BuildKit takes it apart: `[address:][host port:]port[/protocol]`. */
export interface ExposedPort {
  /** The word that it comes from. */
  readonly word: Word;
  /** Where a finding about it is shown. */
  readonly reported: Span;
  /** With variables replaced. */
  readonly text: string;
  readonly address: string;
  readonly hostPort: string;
  readonly port: string;
  /** As written; empty where there is none. */
  readonly protocol: string;
}

/**
 * The ports of every EXPOSE in a stage (dockerfile2llb/convert_expose.go `parsePort`). Left out: ports whose variables are
 * not known here, and ports that BuildKit rejects before it looks at their form.
 */
export function exposedPorts(dockerfile: Dockerfile, facts: BuildFacts): readonly ExposedPort[] {
  const exposes = dockerfile.stages.flatMap(({ instructions }) => instructions.filter((one): one is WordsInstruction => one.keyword === 'EXPOSE'));
  if (!exposes.some(({ words }) => words.some(hasSyntax))) return exposes.flatMap((expose) => portsOf(dockerfile, expose, undefined));
  const ports: ExposedPort[] = [];
  walkStages(dockerfile, facts, (instruction, { variables }) => {
    if (instruction.keyword === 'EXPOSE') ports.push(...portsOf(dockerfile, instruction, variables));
  });
  return ports;
}

function hasSyntax({ text }: Word): boolean {
  return /[$"'\\`]/.test(text);
}

function portsOf(dockerfile: Dockerfile, expose: WordsInstruction, walk: StageEnvironment | undefined): ExposedPort[] {
  return expose.words.flatMap((word) => {
    const texts = hasSyntax(word) ? expandedWords(word.text, walk, dockerfile.escape) : [word.text];
    return texts.flatMap((text): ExposedPort[] => {
      const parts = parsePort(text);
      return parts ? [{ ...parts, word, text, reported: reportedSpan(dockerfile, expose, word.span) }] : [];
    });
  });
}

/** One word may become several, or none; undefined values make it unknown. */
function expandedWords(text: string, walk: StageEnvironment | undefined, escape: string): readonly string[] {
  let unknown = false;
  const lookup = (name: string): string | undefined => {
    const binding = walk?.environment.get(name);
    unknown ||= binding ? binding.value === undefined : (walk?.environment.baseUnknown ?? true);
    return binding?.value;
  };
  try {
    const { words } = lexShellText(text, lookup, { escape });
    return unknown ? [] : words.map((word) => word.text);
  } catch (error) {
    if (error instanceof ShellLexError) return [];
    throw error;
  }
}

function parsePort(text: string): Pick<ExposedPort, 'address' | 'hostPort' | 'port' | 'protocol'> | undefined {
  const parts = text.split(':');
  const container = parts.at(-1)!;
  const slash = container.indexOf('/');
  const port = slash < 0 ? container : container.slice(0, slash);
  const protocol = slash < 0 ? '' : container.slice(slash + 1);
  if (port === '' || !['', 'tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return undefined;
  return { address: parts.slice(0, -2).join(':'), hostPort: parts.at(-2) ?? '', port, protocol };
}
