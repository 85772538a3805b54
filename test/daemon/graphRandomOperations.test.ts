/** Whatever is done on a real daemon: the graph that the patches draw is the one that a fresh reading gives. */
import assert from 'node:assert/strict';
import { GraphUpdates } from '../../server/graphUpdates';
import { buildGraph } from '../../server/language/graph/buildGraph';
import { LiveGraph } from '../../server/liveGraph';
import { applyGraphUpdate } from '../../server/protocol/applyGraphUpdate';
import type { DockerGraph, GraphState } from '../../server/protocol/graph';
import type { GraphUpdate } from '../../server/protocol/graphUpdate';
import { connectToDaemon, type DaemonReader } from '../../server/world/docker/connect';
import { parseDaemonHost } from '../../server/world/docker/daemonAddress';
import { decodeEvent } from '../../server/world/docker/decodeEvent';
import { takeSnapshot } from '../../server/world/docker/snapshot';
import { readContentFolder } from '../../server/world/contentFolder';
import { Random } from '../core/random';
import { ensureBaseImage } from './baseImages';
import { chosenDaemon, dockerHost, engineVersion, removeEverything } from './engine';
import { RandomOperations } from './randomOperations';

/** Together with all other suites fewer; `npm test -- daemon` does all. LAYERWISE_SEED chooses another order. */
const count = process.env['LAYERWISE_EVERY_SCENARIO'] === '1' ? 200 : 60;
const seed = Number(process.env['LAYERWISE_SEED'] ?? 6);

/** The drawn graph and the times of what led to it. */
class Drawn {
  state: GraphState | undefined;
  readonly updates: { readonly at: number; readonly kind: GraphUpdate['kind'] }[] = [];
  /** Of events that change something. */
  readonly events: number[] = [];
  private readonly live: LiveGraph;
  private readonly listening: DaemonReader;

  constructor() {
    const updates = new GraphUpdates((update) => {
      this.state = applyGraphUpdate(this.state, update);
      this.updates.push({ at: performance.now(), kind: update.kind });
    });
    this.live = new LiveGraph(readContentFolder('content'), () => chosenDaemon(), 'everything', updates);
    this.listening = connectToDaemon(parseDaemonHost(dockerHost()));
  }

  async start(): Promise<void> {
    const onEvent = (event: unknown): void => void (decodeEvent(event).kinds.length > 0 && this.events.push(performance.now()));
    await this.listening.events({ onEvent, onLost: () => {} });
  }

  /**
   * Of some changes Engines say nothing: of a build by BuildKit, of a network that a container which does not run is
   * connected to, of the exit code 128 that a refused start writes. The poll finds them; here it is not waited for.
   * @param before how many events there were before the command
   * @returns true where it has come to that
   */
  async refreshedWithoutEvent(before: number): Promise<boolean> {
    // A command can be back before its events are.
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (this.events.length > before) return false;
    this.live.refresh();
    return true;
  }

  /** Waits until the drawn graph is the daemon's. @throws with the difference where it does not become so in 15 seconds */
  async settled(after: string): Promise<void> {
    const deadline = performance.now() + 15_000;
    for (;;) {
      const fresh = withoutAges(buildGraph(await takeSnapshot(this.listening), 'daemon'));
      const drawn = this.state?.graph && withoutAges(this.state.graph);
      try {
        assert.deepEqual(drawn, fresh);
        return;
      } catch (error) {
        if (performance.now() > deadline) throw new Error(`seed ${seed}, after ${after}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  dispose(): void {
    this.live.dispose();
    this.listening.close();
  }
}

/** A missing key is as good as one without a value: JSON has travelled. */
function withoutAges(graph: DockerGraph): unknown {
  const text = JSON.stringify(graph, (key, value: unknown) => {
    return key === 'status' && typeof value === 'string' ? value.replace(/(?:Less than a|About an?|\d+) (?:second|minute|hour)s?/, 'a time') : value;
  });
  return JSON.parse(text);
}

suite('The live graph under random operations', function () {
  this.timeout(600_000);
  const operations = new RandomOperations(new Random(seed));
  let drawn: Drawn;

  suiteSetup(async () => {
    await ensureBaseImage();
    drawn = new Drawn();
    await drawn.start();
  });
  suiteTeardown(async () => {
    drawn.dispose();
    await operations.end();
    await removeEverything();
  });

  test(`${count} operations from seed ${seed}: after each the patches have drawn what a fresh reading shows`, async () => {
    await drawn.settled('the start');
    const waits: number[] = [];
    let [refused, refreshes] = [0, 0];
    for (let number = 0; number < count; number += 1) {
      const [firstEvent, firstUpdate] = [drawn.events.length, drawn.updates.length];
      const { command, ok } = await operations.next();
      refused += ok ? 0 : 1;
      if (await drawn.refreshedWithoutEvent(firstEvent)) refreshes += 1;
      await drawn.settled(`operation ${number + 1}: ${command}${ok ? '' : ' (refused)'}`);
      const [event, update] = [drawn.events[firstEvent], drawn.updates[firstUpdate]?.at];
      if (event !== undefined && update !== undefined && update > event) waits.push(update - event);
    }
    waits.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(waits[Math.floor(waits.length * share)] ?? NaN);
    const patches = drawn.updates.filter(({ kind }) => kind === 'patch').length;
    console.log(`    Engine ${await engineVersion()}: ${patches} patches, ${refused} commands refused, ${refreshes} commands without an event; first event → update sent: median ${at(0.5)} ms, 90 % within ${at(0.9)} ms (${waits.length} measured)`);
    assert.ok(refused < count / 3, `${refused} of ${count} commands were refused`);
    const wholes = drawn.updates.length - patches;
    assert.ok(wholes <= 1 + refreshes, `${wholes} whole states for ${refreshes} refreshes`);
  });
});
