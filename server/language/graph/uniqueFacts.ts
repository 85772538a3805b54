/** Each once, and sorted: which image's history names a shared layer must not depend on the daemon's order. */
export function uniqueById<Fact extends { readonly id: string }>(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Each once. */
export function uniqueByName<Fact extends { readonly name: string }>(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [fact.name, fact])).values()];
}
