import { CommandError, type CommandOutput } from './output';

/** Reads the arguments of `layerwise cache`. */
export async function cacheFromArguments(_words: readonly string[], _write: CommandOutput): Promise<number> {
  throw new CommandError('cache is not there yet');
}
