import { isSecretName, mask, maskSecrets } from '../../maskSecrets';
import { count, plainLine, shorten } from '../../wording';

const mostVariables = 60;
const longestVariable = 160;

/** Names in an environment that mostly hold a secret, beyond those that say so in every text. */
const secretVariable = /(?:^|_|-)(?:KEY|PASS|SALT|DSN|PIN|COOKIE|SESSION|SEED|PEM|JWT|CERT|CERTIFICATE|LICEN[CS]E|SIGNATURE)$/i;

/**
 * Variables in their order, one a line, with secrets masked. A value that looks like a secret is masked whole: it may hold
 * blanks and line ends.
 * @param variables `NAME=value`
 */
export function environmentText(variables: readonly string[]): string {
  const lines = variables.slice(0, mostVariables).map(variableText);
  return [...lines, ...(variables.length > mostVariables ? [`and ${count(variables.length - mostVariables, 'more variable')}`] : [])].join('\n');
}

function variableText(variable: string): string {
  const at = variable.indexOf('=');
  if (at < 0) return shorten(plainLine(maskSecrets(variable)), longestVariable);
  const [name, value] = [variable.slice(0, at), variable.slice(at + 1)];
  // Nobody looks through a name of this length for what it says.
  const isSecret = name.length > 100 || isSecretName(name) || secretVariable.test(name);
  const shown = isSecret && value !== '' ? mask : maskSecrets(value);
  return shorten(plainLine(`${shorten(name, 100)}=${shown}`), longestVariable);
}
