/** Order of names that is the same in every locale: by code unit, but numbers by their value, so that `web-2` comes before `web-10`. */
export function compareNames(a: string, b: string): number {
  return byCodeUnit(sortKey(a), sortKey(b)) || byCodeUnit(a, b);
}

/** Many names in this order, each looked through once. */
export function sortNames(names: Iterable<string>): string[] {
  const keys = Array.from(names, (name) => ({ name, key: sortKey(name) }));
  return keys.sort((a, b) => byCodeUnit(a.key, b.key) || byCodeUnit(a.name, b.name)).map(({ name }) => name);
}

/** Numbers of up to nine digits get as many digits, so that their code units go by their value. */
function sortKey(name: string): string {
  return name.replace(/\d{1,9}/g, (digits) => digits.padStart(9, '0'));
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
