import { exposedPorts } from './exposedPorts';
import type { Fix, Rule, RuleFact } from './rule';

interface ExposeFormatFact extends RuleFact {
  readonly text: string;
  readonly port: string;
  readonly fix: Fix | undefined;
}

/** An address or a host port in EXPOSE (dockerfile2llb/convert_expose.go `parsePort`). */
export const exposeInvalidFormat: Rule<ExposeFormatFact> = {
  id: 'expose-invalid-format',
  severity: 'warning',
  alsoKnownAs: ['ExposeInvalidFormat'],
  check({ dockerfile, facts }) {
    return exposedPorts(dockerfile, facts.build ?? {}).flatMap(({ word, elsewhere, text, address, hostPort, port, protocol }): ExposeFormatFact[] => {
      if (address === '' && hostPort === '') return [];
      const { span } = word;
      const kept = protocol === '' ? port : `${port}/${protocol}`;
      const fix = dockerfile.text.slice(span.start, span.end) === text ? { title: `Write ${kept}`, edits: [{ span, newText: kept }] } : undefined;
      return [{ ...elsewhere, span, text, port, fix }];
    });
  },
  message: ({ text, port }) =>
    `EXPOSE only notes the container's port ${port}: nothing is published, and the rest of \`${text}\` is dropped. A later release will reject it. Publish with \`docker run -p ${text.split('/')[0]}\`.`,
  fix: ({ fix }) => fix,
};
