import type { Environment } from '../dockerfile/environment';
import { mask, maskSecrets } from '../maskSecrets';
import { inlineCode } from '../wording';

/** Shorter values stand in too many texts by chance to be searched for. */
const shortestSecret = 4;

/**
 * A variable's value as inline code, masked where the name or the value looks like a secret, or where it contains the
 * value of a variable whose name does.
 */
export function showValue(name: string, value: string, environment?: Environment): string {
  const masked = hideSecrets(name, value);
  return value === '' ? 'empty' : inlineCode(environment ? hideSecretValues(masked, environment) : masked);
}

/** A value that is assigned to a name, masked where either looks like a secret. */
export function hideSecrets(name: string, value: string): string {
  // `POSTGRES_PASSWORD_FILE` says where the secret lies, not what it is.
  if (/_FILE$/i.test(name) && /^\.{0,2}\/[\w./-]*$/.test(value)) return maskSecrets(value);
  const assignment = maskSecrets(`${name}=${value}`);
  return assignment.startsWith(`${name}=`) ? assignment.slice(name.length + 1) : maskSecrets(value);
}

/** Hides the values of all variables whose names look like secrets. */
function hideSecretValues(text: string, environment: Environment): string {
  let hidden = text;
  for (const { name, value } of environment.list()) {
    if (value === undefined || value.length < shortestSecret || !hidden.includes(value)) continue;
    if (maskSecrets(`${name}=${value}`) !== `${name}=${value}`) hidden = hidden.replaceAll(value, mask);
  }
  return hidden;
}
