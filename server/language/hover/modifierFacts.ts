import { inlineCode } from '../wording';

/** What the modifier of a `${NAME…}` does, in words; empty where there is none that is known. One sentence. */
export function modifierFacts(written: string): string[] {
  const match = /^\$\{(\w+)(:?[-+?]|##?|%%?|\/\/?)([\s\S]*)\}$/.exec(written);
  if (!match) return [];
  const [, name = '', modifier = '', word = ''] = match;
  const shown = word === '' ? 'nothing' : inlineCode(word, 60);
  const missing = modifier.startsWith(':') ? 'unset or empty' : 'unset';
  switch (modifier.at(-1)) {
    case '-':
      return [`${inlineCode(modifier)} gives ${shown} where ${name} is ${missing}.`];
    case '+':
      return [`${inlineCode(modifier)} gives ${shown} where ${name} is set${modifier === ':+' ? ' and not empty' : ''}, else nothing.`];
    case '?':
      return [`${inlineCode(modifier)} stops here${word === '' ? '' : ` with the message ${shown}`} where ${name} is ${missing}.`];
    case '#':
    case '%':
      return [cutSentence(modifier, shown)];
    default:
      return [replaceSentence(modifier, word)];
  }
}

function cutSentence(modifier: string, shown: string): string {
  const length = modifier.length === 2 ? 'longest' : 'shortest';
  return `${inlineCode(modifier)} cuts off the ${length} ${modifier.startsWith('#') ? 'start' : 'end'} of the value that matches ${shown}.`;
}

function replaceSentence(modifier: string, word: string): string {
  const slash = /^(?:[^\\/]|\\.)*\//.exec(word)?.[0].length;
  const pattern = slash === undefined ? word : word.slice(0, slash - 1);
  const replacement = slash === undefined ? '' : word.slice(slash);
  return `${inlineCode(modifier)} replaces ${modifier === '//' ? 'every match' : 'the first match'} of ${inlineCode(pattern, 60)} by ${replacement === '' ? 'nothing' : inlineCode(replacement, 60)}.`;
}
