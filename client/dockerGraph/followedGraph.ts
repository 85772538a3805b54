import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { GraphState } from '../../server/protocol/graph';
import type { GraphUpdate, WholeGraph } from '../../server/protocol/graphUpdate';
import type { GraphWatchParams } from '../../server/protocol/messages';

export type GraphScope = NonNullable<GraphWatchParams['scope']>;

/** The state that the server's updates add up to. It knows when one of them is missing. */
export class FollowedGraph {
  private last: WholeGraph | undefined;
  private lastComplete: WholeGraph | undefined;
  /** The only number that a patch may have; undefined where nothing but a whole state can follow. */
  private next: number | undefined;
  private hasAsked = false;

  /** The state as it is now, as an update of its own; undefined before the first one. */
  get whole(): WholeGraph | undefined {
    return this.last;
  }

  /** The last state that has more than containers: what a view shows that comes back, until the server has told it anew. */
  get complete(): WholeGraph | undefined {
    return this.lastComplete;
  }

  /**
   * Takes the next update. `changed`: it is part of the state now. `gap`: it does not follow, and the whole state is to be
   * asked for. `waiting`: that was said before, and nothing can be made of patches until it comes.
   */
  take(update: GraphUpdate): 'changed' | 'gap' | 'waiting' {
    if (update.kind === 'patch' && update.number !== this.next) {
      const outcome = this.hasAsked ? 'waiting' : 'gap';
      this.hasAsked = true;
      this.next = undefined;
      return outcome;
    }
    this.last = { kind: 'whole', number: update.number, state: applyGraphUpdate(this.last?.state, update) };
    this.lastComplete = isComplete(this.last.state) ? this.last : this.lastComplete;
    this.next = update.number + 1;
    this.hasAsked = false;
    return 'changed';
  }

  /** A server that was started again counts from its own beginning. The state stays what was last known. */
  serverStarted(): void {
    this.next = undefined;
    this.hasAsked = false;
  }
}

/** False where the server was asked for containers only. */
export function isComplete({ scope }: GraphState): boolean {
  return scope === undefined;
}

/** What the server has to follow so that all viewers see what they show; undefined where nobody looks. */
export function widestScope(wishes: Iterable<GraphScope>): GraphScope | undefined {
  const all = new Set(wishes);
  return all.has('everything') ? 'everything' : all.values().next().value;
}
