interface VsCodeApi<From, Memory> {
  postMessage(message: From): void;
  getState(): Memory | undefined;
  setState(memory: Memory): void;
}

declare function acquireVsCodeApi<From, Memory>(): VsCodeApi<From, Memory>;

/** What a page has of the extension that shows it: messages both ways, and a memory that outlives the page. */
export class Host<To extends { readonly type: string }, From, Memory extends object> {
  private readonly api = acquireVsCodeApi<From, Memory>();

  /** Sends a message to the extension. */
  tell(message: From): void {
    this.api.postMessage(message);
  }

  /** Calls `listener` for each message of the extension. */
  onMessage(listener: (message: To) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<To>) => {
      if (typeof data?.type === 'string') {
        listener(data);
      }
    });
  }

  /** What this view remembered before it was hidden. */
  recall(): Partial<Memory> {
    return this.api.getState() ?? {};
  }

  /** Remembers more, beside what is remembered already. */
  remember(more: Partial<Memory>): void {
    this.api.setState({ ...this.recall(), ...more } as Memory);
  }
}
