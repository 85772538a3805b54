/** Order of names that is the same in every locale: by code unit, but numbers by their value, so that `web-2` comes before `web-10`. */
export function compareNames(a: string, b: string): number {
  const [first, second] = [pieces(a), pieces(b)];
  for (let index = 0; index < Math.min(first.length, second.length); index += 1) {
    const [one, other] = [first[index]!, second[index]!];
    const difference = isNumber(one) && isNumber(other) ? Number(one) - Number(other) : byCodeUnit(one, other);
    if (difference !== 0) {
      return difference;
    }
  }
  return first.length - second.length || byCodeUnit(a, b);
}

/** Numbers of up to nine digits and what is between them. */
function pieces(name: string): readonly string[] {
  return name.match(/\d{1,9}|\D+/g) ?? [];
}

function isNumber(piece: string): boolean {
  return /^\d/.test(piece);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
