import type { Span } from './syntax';

/** Where a variable's value comes from. */
export type BindingSource = 'ENV' | 'ARG' | 'global ARG' | 'build argument' | 'base image' | 'predefined';

/** A variable as BuildKit sees it at one place of the file. */
export interface Binding {
  readonly name: string;
  /** Undefined where only the build decides: a build argument without default, or a value that depends on one. */
  readonly value: string | undefined;
  readonly source: BindingSource;
  /** Where it is defined in this file. */
  readonly definition: Span | undefined;
}

/** Characters of all values together; further values count as not known, so that a hostile file cannot fill the memory. */
const mostCharacters = 10_000_000;

/** Bindings that stages may take over from other stages in one walk; beyond it a stage's variables count as not known. */
const mostCopies = 100_000;

/**
 * An ordered environment. Setting a name moves it to the end, as BuildKit's `EnvList.AddOrReplace` does; the order is
 * part of a RUN's cache key.
 */
export class Environment {
  private readonly bindings: Map<string, Binding>;
  private characters = 0;

  constructor(
    bindings: Iterable<Binding> = [],
    /** True while the base image's own ENV is not known: any name that is not here may come from there. */
    readonly baseUnknown = false,
    /** Shared by all environments of one walk. */
    private readonly budget: { copies: number } = { copies: mostCopies },
  ) {
    this.bindings = new Map();
    for (const binding of bindings) this.set(binding);
  }

  set(binding: Binding): void {
    const others = this.characters - lengthOf(this.bindings.get(binding.name));
    const kept = others + lengthOf(binding) > mostCharacters ? { ...binding, value: undefined } : binding;
    this.characters = others + lengthOf(kept);
    this.bindings.delete(binding.name);
    this.bindings.set(binding.name, kept);
  }

  get(name: string): Binding | undefined {
    return this.bindings.get(name);
  }

  /** All names, without a copy. */
  get names(): { readonly size: number; [Symbol.iterator](): Iterator<string> } {
    const { bindings } = this;
    return { size: bindings.size, [Symbol.iterator]: () => bindings.keys() };
  }

  /** In the order of the build environment. */
  list(): readonly Binding[] {
    return [...this.bindings.values()];
  }

  /** For a stage that starts from this one's end. */
  copy(): Environment {
    this.budget.copies -= this.bindings.size;
    return this.budget.copies < 0 ? this.unknown() : new Environment(this.bindings.values(), this.baseUnknown, this.budget);
  }

  /** For a stage that starts from an image. */
  base(bindings: readonly Binding[] | undefined): Environment {
    return new Environment(bindings ?? [], bindings === undefined, this.budget);
  }

  private unknown(): Environment {
    return new Environment([], true, this.budget);
  }
}

function lengthOf(binding: Binding | undefined): number {
  return binding?.value?.length ?? 0;
}
