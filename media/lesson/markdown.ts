import MarkdownIt, { type Token } from 'markdown-it';
import { element } from '../webview/element';

/** What stands in a text in place of some of its parts. */
export interface MarkdownParts {
  /** A fence, by its info string and its content. */
  readonly fence?: (info: string, content: string) => Node;
  /** A picture that is a paragraph of its own, by its address; undefined leaves it out. */
  readonly picture?: (address: string) => Node | undefined;
}

// No HTML, and no address becomes a link by itself: what is not markup stays text.
const parser = new MarkdownIt({ html: false, linkify: false });
parser.validateLink = (address) => /^https:\/\//i.test(address) || isDiagram(address);

/** Every element that a text can become. Others are left out, their text stays. */
const elements = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'em', 's', 'a']);

/** Markdown as elements. They are made one by one from what the parser found, so no text can become markup. */
export function markdown(text: string, parts: MarkdownParts = {}): DocumentFragment {
  const place = document.createDocumentFragment();
  fill(place, parser.parse(text, {}), parts);
  return place;
}

/** A text of one paragraph, without the paragraph. */
export function inlineMarkdown(text: string): DocumentFragment {
  const place = document.createDocumentFragment();
  fill(place, parser.parseInline(text, {}), {});
  return place;
}

/** The words of a text as a screen reader should say them. */
export function plainWords(text: string): string {
  return inlineMarkdown(text).textContent ?? '';
}

function fill(root: Node, tokens: readonly Token[], parts: MarkdownParts): void {
  const open: Node[] = [root];
  const add = (...nodes: readonly (Node | string)[]): void => (open.at(-1) as Element | DocumentFragment).append(...nodes);
  for (const [index, token] of tokens.entries()) {
    const address = token.type === 'paragraph_open' ? pictureOf(tokens[index + 1]) : undefined;
    if (address !== undefined) {
      open.push(document.createDocumentFragment());
      const made = parts.picture?.(address);
      if (made !== undefined) (open.at(-2) as ParentNode).append(made);
    } else if (token.nesting === 1) {
      const made = token.hidden || !elements.has(token.tag) ? document.createDocumentFragment() : container(token);
      if (made instanceof DocumentFragment) open.push(open.at(-1) as Node);
      else {
        add(framed(made));
        open.push(made);
      }
    } else if (token.nesting === -1) {
      open.pop();
    } else if (token.type === 'inline') {
      fill(open.at(-1) as Node, token.children ?? [], parts);
    } else {
      const made = leaf(token, parts);
      if (made !== undefined) add(made);
    }
  }
}

function isDiagram(address: string): boolean {
  return /^[\w.-]+\.mmd$/.test(address);
}

/** Address of the diagram that is all of a paragraph. */
function pictureOf(inline: Token | undefined): string | undefined {
  const [image, ...others] = inline?.children ?? [];
  const address = image?.type === 'image' && others.length === 0 ? String(image.attrGet('src')) : '';
  return isDiagram(address) ? address : undefined;
}

function container({ tag, attrs }: Token): HTMLElement {
  const given = new Map(attrs?.map(([name, value]) => [name, String(value)]));
  const made = document.createElement(tag);
  const align = /text-align:\s*(left|right|center)/.exec(given.get('style') ?? '')?.[1];
  if (made instanceof HTMLAnchorElement) {
    made.href = given.get('href') ?? '';
    made.title = given.get('href') ?? '';
  }
  if (tag === 'ol' && given.has('start')) made.setAttribute('start', given.get('start') ?? '1');
  if (align !== undefined) made.className = `align-${align}`;
  return made;
}

/** A table can be wider than the page: then it is scrolled. */
function framed(made: HTMLElement): HTMLElement {
  return made.tagName === 'TABLE' ? element('div', { class: 'table-frame' }, [made]) : made;
}

function leaf({ type, content, info }: Token, { fence }: MarkdownParts): Node | string | undefined {
  switch (type) {
    case 'text':
    case 'text_special':
    case 'html_inline':
    case 'html_block':
      return content;
    case 'code_inline':
      return element('code', {}, [content]);
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return element('br');
    case 'hr':
      return element('hr');
    case 'fence':
      return fence?.(info.trim(), content) ?? element('pre', {}, [element('code', {}, [content])]);
    case 'code_block':
      return fence?.('', content) ?? element('pre', {}, [element('code', {}, [content])]);
    default:
      return content === '' ? undefined : content;
  }
}
