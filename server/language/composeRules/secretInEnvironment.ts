import type { ComposeRule, ComposeRuleFact } from './composeRule';
import { isSecretName, isSecretToken } from '../maskSecrets';
import { environmentOf, servicesOf } from './ruleServices';

export interface SecretInEnvironmentFact extends ComposeRuleFact {
  readonly name: string;
}

/** Words of values that only hold a place. */
const placeholders = /[,:]\d|change|example|sample|your|insert|replace|here|todo|dummy|fake|secret|passw|admin|default|test|local|demo|dev|1234|abcd|xxx|\*\*|<|>|\{|\$|^https?:|\//i;

/**
 * A secret that stands in the file itself: a token of a known maker, or a value that nobody can remember under a name that
 * says what it is. Passwords such as `postgres`, which set up a database for development, are left alone.
 */
export const secretInEnvironment: ComposeRule<SecretInEnvironmentFact> = {
  id: 'secret-in-environment',
  severity: 'warning',
  alsoKnownAs: [],
  check: ({ project }) =>
    servicesOf(project).flatMap((service) =>
      environmentOf(service).flatMap(({ name, text, node }): SecretInEnvironmentFact[] => {
        // A key that every browser gets is none.
        const isLiteral = node.uses.length === 0 && !/anon|public|publish/i.test(name);
        return isLiteral && ((isSecretToken(text) && !/x{4}|your|example|change/i.test(text)) || (isSecretName(name) && isUnmemorable(text))) ? [{ place: node.place, name }] : [];
      }),
    ),
  message: ({ name }) =>
    `\`${name}\` holds a secret, and whoever gets this file has it; \`docker inspect\` shows it as well. Take it from the \`.env\` file, which git ignores, as in \`\${${name}}\`, or use \`secrets\`. Make a new one: this one was written down.`,
};

/** Letters and digits mixed, 20 or more of them, no words. */
function isUnmemorable(text: string): boolean {
  if (text.length < 20 || /\s/.test(text) || placeholders.test(text)) return false;
  const changes = [...text].filter((character, index) => index > 0 && /\d/.test(character) !== /\d/.test(text[index - 1]!)).length;
  return /[A-Za-z]/.test(text) && /\d/.test(text) && changes >= 6 && !/(.)\1{3}/.test(text);
}
