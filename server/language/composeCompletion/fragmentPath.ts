import { BlockScan } from './blockScan';
import { lineKey } from './yamlLine';

/** A fragment that another one merges, and so on; nobody writes longer chains. */
const longestChain = 5;

/**
 * Where the parts of `x-` keys end up: an anchor there is used at a place that the schema knows. Undefined for a path that
 * no alias brings anywhere.
 */
export class FragmentPaths {
  private readonly anchors: { readonly name: string; readonly path: readonly string[] }[] = [];
  private readonly uses = new Map<string, readonly string[]>();

  /** @param offset the line there does not count */
  constructor(text: string, offset: number) {
    const scan = new BlockScan(text, text.length);
    for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      if (offset < start || offset > end) {
        const contentEnd = text[end - 1] === '\r' ? end - 1 : end;
        scan.readLine(start, contentEnd);
        this.readLine(scan, text.slice(start, contentEnd));
      }
      start = end + 1;
    }
  }

  /** The path of the schema's places for one below an `x-` key. */
  resolve(path: readonly string[], depth = 0): readonly string[] | undefined {
    if (!path[0]?.startsWith('x-')) return path;
    if (depth > longestChain) return undefined;
    const anchor = this.anchors.filter((one) => one.path.every((part, index) => path[index] === part)).sort((one, other) => other.path.length - one.path.length).find(({ name }) => this.uses.has(name));
    return anchor && this.resolve([...this.uses.get(anchor.name)!, ...path.slice(anchor.path.length)], depth + 1);
  }

  private readLine({ blocks, openPath }: BlockScan, line: string): void {
    const content = line.replace(/^[\s-]*/, '');
    const key = lineKey(content);
    const value = key && content.slice(key.end);
    const anchor = value && /^\s+&([^\s,[\]{}]+)\s*(?:#.*)?$/.exec(value)?.[1];
    if (anchor) this.anchors.push({ name: anchor, path: openPath });
    const around = blocks.at(-1);
    if (!key || !around || !/^\s+(?:\*|\[\s*\*)/.test(value!)) return;
    for (const [, name] of value!.matchAll(/\*([^\s,[\]{}]+)/g)) {
      if (!this.uses.has(name!)) this.uses.set(name!, key.name === '<<' ? around.path : [...around.path, key.name]);
    }
  }
}
