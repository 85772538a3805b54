import { itemsAt, nodeAt } from '../compose/project/readNodes';
import { maskSecrets } from '../maskSecrets';
import { formatCommandLine } from '../process/commandLine';
import type { EffectiveCommand } from '../process/effectiveCommand';
import { serviceCommand } from '../process/serviceCommand';
import { inlineCode } from '../wording';
import { maskUses, type ComposeHoverContext } from './composeHoverContext';
import { projectOf, serviceNode } from './composeModel';

/** What a container of the service at hand runs; nothing where it is not known. */
export function serviceCommandFacts(context: ComposeHoverContext): string[] {
  const node = serviceNode(context);
  const command = node && serviceCommand(node, projectOf(context), context.facts.rules ?? {});
  if (!command || command.argv.length === 0) return [];
  const written = ['entrypoint', 'command'].flatMap((key) => [nodeAt(node, key), ...itemsAt(node, key)]);
  const uses = written.flatMap((item) => (item?.kind === 'scalar' ? item.uses : []));
  // Masked as one text: `--password` and its value are two words.
  const words = maskSecrets(maskUses(formatCommandLine(command.argv), uses));
  return [`Runs ${inlineCode(words, 120)}${unknownPart(command)}.`];
}

function unknownPart({ complete, entrypoint, cmd }: EffectiveCommand): string {
  if (complete) return '';
  return entrypoint.from === 'unknown' && cmd.from !== 'unknown' ? ", behind the image's ENTRYPOINT if it has one" : ', as far as it is known';
}
