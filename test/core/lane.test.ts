import assert from 'node:assert/strict';
import { Lane } from '../../server/world/docker/lane';

/** Work that begins when it is asked for and ends when the test says so. */
class HeldWork {
  begun = 0;
  private endOne: (() => void) | undefined;
  private noticeBegin: (() => void) | undefined;

  readonly work = (): Promise<void> =>
    new Promise((resolve) => {
      assert.equal(this.endOne, undefined, 'never twice at once');
      this.begun += 1;
      this.endOne = resolve;
      this.noticeBegin?.();
    });

  /** Resolves when the given round has begun. */
  async round(number: number): Promise<void> {
    while (this.begun < number) await new Promise<void>((resolve) => (this.noticeBegin = resolve));
  }

  async end(): Promise<void> {
    this.endOne?.();
    this.endOne = undefined;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const timing = { quiet: 1, longestWait: 5 };

suite('A lane of readings', () => {
  test('many demands before it begins make one round, and those during it one more', async () => {
    const held = new HeldWork();
    const lane = new Lane(timing, held.work);
    for (let count = 0; count < 10; count += 1) lane.demand();
    assert.ok(lane.isBusy && lane.isWanted);
    await held.round(1);
    assert.ok(lane.isBusy && !lane.isWanted);
    for (let count = 0; count < 10; count += 1) lane.demand();
    assert.ok(lane.isWanted);
    await held.end();
    await held.round(2);
    await held.end();
    assert.ok(!lane.isBusy);
    assert.equal(held.begun, 2);
  });

  test('demands without end do not put it off', async () => {
    const held = new HeldWork();
    const lane = new Lane({ quiet: 20, longestWait: 50 }, held.work);
    const storm = setInterval(() => lane.demand(), 2);
    await held.round(1);
    clearInterval(storm);
    lane.end();
    await held.end();
  });

  test('a pause is kept, is nothing to wait for, and gives way to what is urgent', async () => {
    const held = new HeldWork();
    const lane = new Lane(timing, held.work, () => performance.now() + 3_600_000);
    lane.demand();
    assert.ok(!lane.isBusy);
    lane.demand(0, true);
    await held.round(1);
    await held.end();
    lane.end();
  });

  test('nothing begins after its end', async () => {
    const held = new HeldWork();
    const lane = new Lane(timing, held.work);
    lane.demand();
    lane.end();
    lane.demand();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(held.begun, 0);
  });
});
