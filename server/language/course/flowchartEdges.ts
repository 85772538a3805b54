/** Longer texts are no diagram of a lab. */
const longestText = 20_000;

/** More arrows than any lab asks for; `a & b --> c & d` makes four of seven letters. */
const mostEdges = 1_000;

/** A name, and behind it the shape with its text: `a`, `a[Text]`, `a(["Text"])`, `a{Text}`. */
const node = /^\s*([\p{L}\p{N}_.-]*[\p{L}\p{N}_.])\s*(?:\[[^\]]*\]+|\([^)]*\)+|\{[^}]*\}+)?(?::::[\w-]+)?\s*/u;

/** `-->`, `---->`, `-.->`, `==>`, `-->|text|`, `-- text -->`. */
const arrow = /^(?:--(?:\s[^-]*)?-*>|-\.(?:[^.]*\.)?-*>|={2,}(?:\s[^=]*={2,})?>)\s*(?:\|[^|]*\|)?\s*/;

/** Lines that hold no edge. */
const otherLine = /^\s*(?:%%.*|(?:flowchart|graph)\b.*|subgraph\b.*|end|direction\s+\w+|classDef\b.*|class\b.*|style\b.*|linkStyle\b.*|accTitle\b.*|accDescr\b.*)?\s*$/;

/**
 * The arrows of a mermaid flowchart as `a --> b`, by the names of the nodes. It reads what a learner completes in a lab:
 * chains, `&`, shapes and texts of one line; nothing draws from it.
 * @returns undefined where a line is neither an edge nor a node, the text is no flowchart, or it has too many arrows
 */
export function flowchartEdges(text: string): ReadonlySet<string> | undefined {
  if (text.length > longestText || !/^[ \t]*(?:flowchart|graph)\b/m.test(text)) return undefined;
  const edges = new Set<string>();
  for (const line of text.split(/\r\n|\r|\n|;/)) {
    const statement = line.trim();
    if (otherLine.test(statement)) continue;
    const groups = nodeGroups(statement);
    if (!groups) return undefined;
    for (const [index, from] of groups.slice(0, -1).entries()) {
      const to = groups[index + 1]!;
      if (edges.size + from.length * to.length > mostEdges) return undefined;
      for (const one of from) for (const other of to) edges.add(`${one} --> ${other}`);
    }
  }
  return edges;
}

/** The nodes between the arrows of one line: `a & b --> c` gives `[[a, b], [c]]`. */
function nodeGroups(statement: string): readonly (readonly string[])[] | undefined {
  const groups: string[][] = [[]];
  let rest = statement;
  for (;;) {
    const [whole, name] = node.exec(rest) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    groups.at(-1)!.push(name);
    rest = rest.slice(whole.length);
    if (rest === '') return groups;
    const joint = rest.startsWith('&') ? '&' : arrow.exec(rest)?.[0];
    if (joint === undefined) return undefined;
    if (joint !== '&') groups.push([]);
    rest = rest.slice(joint.length);
  }
}
