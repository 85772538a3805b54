/** Fresh stand-ins for the base images that a given scenario names, under names of our own. */
import { randomUUID } from 'node:crypto';
import { buildFreshBase, freshBaseOn } from './freshBases';
import { docker, ownName } from './engine';

/** Where an image is named in a Dockerfile, before its repository. */
const places = String.raw`(^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*|--from=|[,=]from=|^[ \t]*ARG[ \t]+\w+=)`;

export class GivenImages {
  private readonly salt = randomUUID().slice(0, 8);
  private readonly tags = new Map<string, string>();

  /** @param instructions what the scenario says stands in the images. */
  constructor(private readonly instructions: Readonly<Record<string, string>>) {}

  /** The text with every image named as it is called here; builds those that are not there yet. */
  async rename(dockerfile: string): Promise<string> {
    const stages = new Set([...dockerfile.matchAll(/^[ \t]*FROM[ \t].*[ \t]AS[ \t]+(\S+)/gim)].map((match) => match[1]!.toLowerCase()));
    const written = [...dockerfile.matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*([^\s$]+)(?=\s|$)/gim)].map((match) => match[1]!);
    const references = [...new Set([...Object.keys(this.instructions), ...written])].filter((name) => name !== 'scratch' && !stages.has(name.toLowerCase()));
    let text = dockerfile;
    for (const reference of references) {
      await this.ensure(reference);
      const repository = repositoryOf(reference).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      text = text.replaceAll(new RegExp(`${places}${repository}(?=[:@\\s,]|$)`, 'gim'), (_, place: string) => place + this.own(repositoryOf(reference)));
    }
    return text;
  }

  /** The tag moves. @param kept true where only the configuration is another, not the layers. */
  async move(reference: string, instructions: string, kept: boolean): Promise<void> {
    const tag = this.ownReference(reference);
    this.tags.set(reference, tag);
    if (kept) await freshBaseOn(tag, tag, instructions);
    else await buildFreshBase(tag, instructions, randomUUID());
  }

  async remove(): Promise<void> {
    if (this.tags.size > 0) await docker(['rmi', '--force', ...this.tags.values()]);
  }

  private async ensure(reference: string): Promise<void> {
    if (this.tags.has(reference)) return;
    const tag = this.ownReference(reference);
    this.tags.set(reference, tag);
    const instructions = this.instructions[reference] ?? '';
    if (instructions.startsWith('alias:')) {
      const other = instructions.slice('alias:'.length);
      await this.ensure(other);
      await docker(['tag', this.ownReference(other), tag]);
    } else await buildFreshBase(tag, instructions, randomUUID());
  }

  private own(repository: string): string {
    return `${ownName}/${repository.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${this.salt}`;
  }

  private ownReference(reference: string): string {
    const repository = repositoryOf(reference);
    return this.own(repository) + reference.slice(repository.length);
  }
}

function repositoryOf(reference: string): string {
  return reference.replace(/(:[^:/]*)?(@.*)?$/, '');
}
