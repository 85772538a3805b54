/** Mermaid's own parser. It cleans labels with the browser's DOM, which Node.js does not have: here labels stay as they are. */
export async function mermaidWithoutBrowser() {
  const { default: purify } = await import('dompurify');
  Object.assign(purify, { addHook: () => undefined, sanitize: (label: string) => label });
  const { default: mermaid } = await import('mermaid');
  return mermaid;
}

/** Why mermaid cannot read a diagram, in its own words; undefined where it can. */
export async function mermaidProblem(text: string): Promise<string | undefined> {
  const mermaid = await mermaidWithoutBrowser();
  try {
    await mermaid.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
