import { UserError } from '../../errors.ts';
import { closest } from './closest.ts';
import type { NamedModel } from './guild-models.ts';
import type { Model } from './model.ts';
import { folded } from './stored-models.ts';

const namesOf = ({ id, name, aliases }: Model) => [id, name, ...aliases];

/** By its id before its name, which two may share. */
export function findModel(models: NamedModel[], idOrName: string): Model | undefined {
  const wanted = folded(idOrName);
  const found = models.find(({ ids }) => ids.includes(wanted)) ?? models.find(({ name }) => name === wanted);
  return found?.model;
}

/** With the names that come closest to what was typed. */
export function unknownModel(idOrName: string, among: NamedModel[]): UserError {
  const close = closest(
    idOrName.slice(0, 80),
    among.map(({ model }) => model),
    namesOf,
  ).map(({ name }) => `**${name}**`);
  const meant = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
  return new UserError(
    'model-unknown',
    `I don’t know a model with that name.${meant} \`/models list\` shows them all.`,
  );
}
