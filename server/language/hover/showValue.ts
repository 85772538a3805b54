import { maskSecrets } from '../maskSecrets';
import { inlineCode } from '../wording';

/** A variable's value as inline code, masked where the name or the value looks like a secret. */
export function showValue(name: string, value: string): string {
  const assignment = maskSecrets(`${name}=${value}`);
  const masked = assignment.startsWith(`${name}=`) ? assignment.slice(name.length + 1) : maskSecrets(value);
  return value === '' ? 'empty' : inlineCode(masked);
}
