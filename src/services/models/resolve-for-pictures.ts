import { UserError } from '../../errors.ts';
import type { Availabilities } from './availability.ts';
import { findModel, unknownModel } from './find-model.ts';
import type { GuildModels } from './guild-models.ts';
import type { Model } from './model.ts';
import type { Availability, ModelsService } from './models-service.ts';

const mostOf = ({ picturesMost = 1 }: Model) => picturesMost;
const pictures = (count: number) => (count === 1 ? 'one picture' : `${count} pictures`);

/** Finds the model for what starts from pictures, with the ways to it. */
export function createPicturesResolver({
  guilds,
  availabilities,
}: {
  guilds: Pick<GuildModels, 'shown' | 'hidden'>;
  availabilities: Pick<Availabilities, 'first' | 'of'>;
}): Pick<ModelsService, 'forPictures'> {
  const shown = (guildId: string) =>
    guilds.shown(guildId).filter(({ model }) => model.kind === 'image-to-image');

  async function named(guildId: string, count: number, idOrName: string): Promise<Availability> {
    const model = findModel(guilds.shown(guildId), idOrName);
    if (!model) {
      const hidden = findModel(guilds.hidden(guildId), idOrName);
      if (!hidden) throw unknownModel(idOrName, shown(guildId));
      throw new UserError('bad-input', `The admins of this server have hidden **${hidden.name}**.`);
    }
    if (model.kind !== 'image-to-image') {
      throw new UserError(
        'bad-input',
        `**${model.name}** works from words alone and cannot start from a picture. Leave the model out, and the bot takes one that can.`,
      );
    }
    if (mostOf(model) < count) {
      throw new UserError(
        'bad-input',
        `**${model.name}** takes ${pictures(mostOf(model))} at most, and this needs ${count}. Leave the model out, and the bot takes one that can.`,
      );
    }
    const found = await availabilities.of(model);
    if (found.routes.length > 0) return found;
    throw new UserError('bad-input', `**${model.name}** is not available. ${found.reason ?? ''}`.trim());
  }

  /** Models that take enough first; then, where fewer will do, those that take the most. */
  function candidates(guildId: string, count: number, exactly: boolean): Model[] {
    const models = shown(guildId).map(({ model }) => model);
    const enough = models.filter(model => mostOf(model) >= count);
    if (exactly) return enough;
    const fewer = models.filter(model => mostOf(model) < count).sort((a, b) => mostOf(b) - mostOf(a));
    return [...enough, ...fewer];
  }

  return {
    async forPictures(guildId, count, { model, exactly = false } = {}) {
      if (model !== undefined) return named(guildId, count, model);
      const models = candidates(guildId, count, exactly);
      const [best] = models;
      const what =
        exactly && count > 1 ? `that starts from ${pictures(count)}` : 'that starts from a picture';
      if (!best) {
        throw new UserError(
          'not-served',
          `The admins of this server have hidden the models ${what.replace('starts', 'start')}. \`/models unhide\` brings them back.`,
        );
      }
      const found = await availabilities.first(models);
      if (found) return found;
      const { reason = '' } = await availabilities.of(best);
      throw new UserError(
        'not-served',
        `No model ${what} is served at the moment. **${best.name}**: ${reason}`,
      );
    },
  };
}
