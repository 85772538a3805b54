import type { GraphIndex } from '../../../protocol/graphIndex';

/** What one picture holds. Mermaid needs 0.3 s for 40 nodes and more than a second for 100, and nobody reads more at once. */
const mostNodes = 40;

/** The nodes of one picture, gathered by importance until it is full, and what belonged to it and did not fit. */
export class Gathering {
  readonly nodes = new Set<string>();
  readonly leftOut = new Set<string>();

  constructor(readonly index: GraphIndex) {}

  /** Takes the first `most` of these as long as there is room. @returns those of them that are in the picture */
  add(ids: readonly string[], most = mostNodes): readonly string[] {
    ids.forEach((id, position) => {
      if (!this.nodes.has(id)) {
        (position < most && this.nodes.size < mostNodes ? this.nodes : this.leftOut).add(id);
      }
    });
    return ids.filter((id) => this.nodes.has(id));
  }

  /** Takes a node with all that leads to it, or leaves it out. */
  addWith(id: string, way: readonly string[]): void {
    const together = [id, ...way].filter((one) => !this.nodes.has(one));
    if (this.nodes.size + together.length <= mostNodes) {
      together.forEach((one) => this.nodes.add(one));
    } else {
      this.leftOut.add(id);
    }
  }
}
