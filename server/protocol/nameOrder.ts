/** Order of names that is the same in every locale: by code unit, but numbers by their value, so that `web-2` comes before `web-10`. */
export function compareNames(a: string, b: string): number {
  return byCodeUnit(sortKey(a), sortKey(b)) || byCodeUnit(a, b);
}

/** Many names in this order, each looked through once. */
export function sortNames(names: Iterable<string>): string[] {
  return sortByName([...names], (name) => name);
}

/** Things in the order of their names, each name looked through once; those of one name keep their order. */
export function sortByName<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  const keys = items.map((item) => ({ item, name: nameOf(item), key: sortKey(nameOf(item)) }));
  return keys.sort((a, b) => byCodeUnit(a.key, b.key) || byCodeUnit(a.name, b.name)).map(({ item }) => item);
}

/** Numbers of up to nine digits get as many digits, so that their code units go by their value. */
function sortKey(name: string): string {
  return name.replace(/\d{1,9}/g, (digits) => digits.padStart(9, '0'));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
