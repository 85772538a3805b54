import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes that the heap may grow by, mostly trees of closed documents, before they are collected. */
const growth = 16 * 1024 * 1024;
/** Milliseconds between two collections: each throws away compiled code, so that the next file is checked more slowly. */
const interval = 20_000;

/**
 * Keeps the heap small, because an editor runs many servers beside each other and V8 collects old objects only when
 * they are many times what is in use. To be made first of all. A V8 that does not know a flag says so on standard error
 * and goes on.
 */
export class HeapBound {
  private readonly collect: unknown;
  private used = getHeapStatistics().used_heap_size;
  private collectedAt = -interval;

  constructor() {
    // The part that new objects go to stays as large as it is now; else it grows to 48 MB.
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString('--expose-gc');
    this.collect = runInNewContext('typeof gc === "function" ? gc : undefined');
  }

  /** A document was closed: nobody waits for an answer now. While somebody types, V8 decides alone. */
  documentClosed(): void {
    const now = performance.now();
    if (typeof this.collect !== 'function' || now - this.collectedAt < interval) return;
    if (getHeapStatistics().used_heap_size < this.used + growth) return;
    this.collect();
    this.collectedAt = now;
    this.used = getHeapStatistics().used_heap_size;
  }
}
