import { remembered } from '../dockerfile/remembered';
import { walkStages, type WalkedStage } from '../dockerfile/stageWalk';
import type { Word, WordsInstruction } from '../dockerfile/syntax';
import type { BuildFacts } from '../dockerfile/variables';

/** One port as BuildKit takes it apart: `[address:][host port:]port[/protocol]`. */
export interface ExposedPort {
  /** The word that it comes from. */
  readonly word: Word;
  /** Where it is reported, if not at the word. */
  readonly elsewhere: WalkedStage['elsewhere'];
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
export const exposedPorts = remembered((dockerfile, facts: BuildFacts): readonly ExposedPort[] => {
  const ports: ExposedPort[] = [];
  walkStages(dockerfile, facts, (instruction, at) => {
    if (instruction.keyword === 'EXPOSE') ports.push(...portsOf(instruction, at));
  });
  return ports;
});

function portsOf(expose: WordsInstruction, at: WalkedStage): ExposedPort[] {
  return expose.words.flatMap((word) => {
    return at.expand(word.text).words.flatMap(({ text }): ExposedPort[] => {
      const parts = parsePort(text);
      return parts ? [{ ...parts, word, text, elsewhere: at.elsewhere }] : [];
    });
  });
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
