/** Where on the host a published port listens, by the address that its entry names, without brackets. */

/** True where it listens on every address, of one version of IP at least: none is named, or the one that stands for all. */
export function isEveryAddress(address: string | undefined): boolean {
  return address === undefined || address === '' || address === '0.0.0.0' || address === '::';
}

/** True where only programs on the host itself reach it. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
