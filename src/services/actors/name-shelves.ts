import type { Actor } from './actor.ts';

/** Names that differ only by case, width or spaces at the ends are one name. */
export const folded = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en').trim();

export interface Shelved {
  /** Folded. */
  name: string;
  actor: Actor;
}

/** The actors of each server in the order of their folded names, so that no keystroke has to fold or sort. */
export interface NameShelves {
  of(guildId: string): readonly Shelved[];
  add(actor: Actor): void;
  /** The actor as it was added. */
  remove(actor: Actor): void;
  /** Those with this name, whatever its case. */
  named(guildId: string, name: string): Actor[];
}

/** Where the name stands on the shelf, or would. */
function placeOf(shelf: readonly Shelved[], name: string, id: string): number {
  let [from, to] = [0, shelf.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const held = shelf[middle] as Shelved;
    if (held.name < name || (held.name === name && held.actor.id < id)) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function createNameShelves(): NameShelves {
  const shelves = new Map<string, Shelved[]>();
  const of = (guildId: string) => shelves.get(guildId) ?? [];
  return {
    of,
    add(actor) {
      const shelf = of(actor.guildId);
      shelves.set(actor.guildId, shelf);
      const name = folded(actor.name);
      shelf.splice(placeOf(shelf, name, actor.id), 0, { name, actor });
    },
    remove(actor) {
      const shelf = of(actor.guildId);
      shelf.splice(placeOf(shelf, folded(actor.name), actor.id), 1);
      if (shelf.length === 0) shelves.delete(actor.guildId);
    },
    named(guildId, name) {
      const wanted = folded(name);
      const shelf = of(guildId);
      const found: Actor[] = [];
      for (let at = placeOf(shelf, wanted, ''); shelf[at]?.name === wanted; at++) {
        found.push((shelf[at] as Shelved).actor);
      }
      return found;
    },
  };
}
