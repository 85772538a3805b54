import type { Dockerfile } from './syntax';

/**
 * Remembers, for as long as a Dockerfile is in use, what follows from it and from the facts that were asked with last:
 * many rules and features ask the same. The result is shared, so nobody may change it.
 */
export function remembered<Facts extends object, Result>(find: (dockerfile: Dockerfile, facts: Facts) => Result): (dockerfile: Dockerfile, facts: Facts) => Result {
  const known = new WeakMap<Dockerfile, { readonly facts: Facts; readonly result: Result }>();
  return (dockerfile, facts) => {
    const last = known.get(dockerfile);
    if (last?.facts === facts) return last.result;
    const result = find(dockerfile, facts);
    known.set(dockerfile, { facts, result });
    return result;
  };
}
