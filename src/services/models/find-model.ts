import { UserError } from '../../errors.ts';
import { list } from '../../words/numbers.ts';
import { said, t } from '../../words/words.ts';
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
  return new UserError(
    'model-unknown',
    close.length > 0 ? () => t('models.unknownMeant', { names: list(close, 'or') }) : said('models.unknown'),
  );
}
