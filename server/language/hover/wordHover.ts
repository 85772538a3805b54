import type { DockerfileFacts } from '../dockerfileFacts';
import type { Dockerfile, ValueInstruction } from '../dockerfile/syntax';
import { inlineCode } from '../wording';
import type { DockerfileElement } from './dockerfileElement';
import { explainedSignals } from './explainedNames';
import type { HoverResult } from './hoverResult';
import { groupFacts, portFact, signalFacts, stopSignalName, userFacts, volumeFact, workdirFacts } from './wordFacts';

/** One word of EXPOSE or VOLUME. */
export function wordHover(dockerfile: Dockerfile, { kind, instruction, word, span }: DockerfileElement & { kind: 'port' | 'volume' }, facts: DockerfileFacts): HoverResult {
  const fact = kind === 'port' ? portFact : volumeFact;
  return { textId: `dockerfile/${instruction.keyword}`, title: `${instruction.keyword} ${inlineCode(word.text, 60)}`, computed: [fact(dockerfile, instruction, word, facts)], span };
}

/** The one value of USER, WORKDIR, STOPSIGNAL or MAINTAINER, or the group of USER. */
export function valueHover(dockerfile: Dockerfile, { kind, instruction, word, span }: DockerfileElement & { kind: 'value' | 'group' }, facts: DockerfileFacts): HoverResult {
  if (kind === 'group') return { textId: 'dockerfile/USER', title: `Group ${inlineCode(word.text, 60)}`, computed: groupFacts(dockerfile, instruction, word), span };
  const title = `${instruction.keyword} ${inlineCode(word.text, 60)}`;
  return { textId: valueTextId(dockerfile, instruction, facts), title, computed: valueFacts(dockerfile, instruction, facts), span };
}

function valueTextId(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string {
  const signal = instruction.keyword === 'STOPSIGNAL' ? stopSignalName(dockerfile, instruction, facts) : undefined;
  return signal !== undefined && explainedSignals.has(signal) ? `dockerfile/STOPSIGNAL ${signal}` : `dockerfile/${instruction.keyword}`;
}

function valueFacts(dockerfile: Dockerfile, instruction: ValueInstruction, facts: DockerfileFacts): string[] {
  switch (instruction.keyword) {
    case 'USER':
      return userFacts(dockerfile, instruction, facts);
    case 'WORKDIR':
      return workdirFacts(dockerfile, instruction, facts);
    case 'STOPSIGNAL':
      return signalFacts(dockerfile, instruction, facts);
    case 'MAINTAINER':
      return ['Docker stores it as the author of the image and does nothing else with it.'];
  }
}
