import { itemsAt } from '../compose/project/readNodes';
import type { Fix } from '../rules/rule';
import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { oncePerPlace, servicesOf, textAt } from './ruleServices';

export interface Base60PortFact extends ComposeRuleFact {
  readonly written: string;
  /** What a reader of YAML 1.1 makes of it. */
  readonly number: number;
  readonly fix: Fix;
}

/** A whole number in base 60, as YAML 1.1 has it: every part behind a colon is below 60. */
const base60 = /^[1-9][0-9]*(?::[0-5]?[0-9])+$/;

/**
 * A port mapping without quotes that YAML 1.1 takes for a number in base 60, such as `22:22`. Compose 2 reads YAML 1.2 here
 * and takes it for text; the first version of Compose and podman-compose do not.
 */
export const base60Port: ComposeRule<Base60PortFact> = {
  id: 'base-60-port',
  severity: 'hint',
  alsoKnownAs: ['require-quotes-in-ports'],
  check: ({ project }) =>
    oncePerPlace(
      servicesOf(project).flatMap(({ node }) =>
        itemsAt(node, 'ports').flatMap(({ place }): Base60PortFact[] => {
          const written = textAt(project, place);
          if (!base60.test(written)) return [];
          const number = written.split(':').reduce((value, part) => value * 60 + Number(part), 0);
          return [{ place, written, number, fix: { title: `Put ${written} in quotes`, edits: [{ span: place.span, newText: `"${written}"` }] } }];
        }),
      ),
    ),
  message: ({ written, number }) =>
    `Without quotes, YAML 1.1 reads \`${written}\` as the number ${number}. Docker Compose 2 takes it for text; its first version and podman-compose do not. Put it in quotes.`,
  fixes: ({ fix }) => [fix],
};
