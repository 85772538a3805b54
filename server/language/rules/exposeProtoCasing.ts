import { exposedPorts } from './exposedPorts';
import type { Fix, Rule, RuleFact } from './rule';

interface ProtocolCasingFact extends RuleFact {
  readonly protocol: string;
  readonly fix: Fix | undefined;
}

/** `80/TCP` (dockerfile2llb/convert_expose.go `parsePort`). */
export const exposeProtoCasing: Rule<ProtocolCasingFact> = {
  id: 'expose-proto-casing',
  severity: 'hint',
  alsoKnownAs: ['ExposeProtoCasing'],
  check({ dockerfile, facts }) {
    return exposedPorts(dockerfile, facts.build ?? {}).flatMap(({ word, elsewhere, text, protocol }): ProtocolCasingFact[] => {
      if (protocol === protocol.toLowerCase()) return [];
      const { span } = word;
      const newText = dockerfile.text.slice(span.start, span.end).toLowerCase();
      const fix = word.text === text ? { title: `Write ${protocol.toLowerCase()}`, edits: [{ span, newText }] } : undefined;
      return [{ ...elsewhere, span, protocol, fix }];
    });
  },
  message: ({ protocol }) => `The protocol \`${protocol}\` is stored in lower case. Write \`${protocol.toLowerCase()}\`.`,
  fix: ({ fix }) => fix,
};
