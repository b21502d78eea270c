import { UserError } from '../../errors.ts';
import type { Availabilities } from './availability.ts';
import { findModel, unknownModel } from './find-model.ts';
import type { GuildModels } from './guild-models.ts';
import type { Model } from './model.ts';
import type { ModelsService } from './models-service.ts';

/** Finds the model for what a member asked for, with the ways to it. */
export function createModelResolver({
  guilds,
  availabilities,
}: {
  guilds: GuildModels;
  availabilities: Availabilities;
}): Pick<ModelsService, 'gone' | 'resolve' | 'resolveForLora'> {
  const ofKind = (guildId: string, kind: Model['kind']) =>
    guilds.shown(guildId).filter(({ model }) => model.kind === kind);
  const modelsFor = (guildId: string, kind: Model['kind']) => ofKind(guildId, kind).map(({ model }) => model);
  const firstAvailable = (guildId: string) => availabilities.first(modelsFor(guildId, 'text-to-image'));

  /** A sentence about one that can be had, to go on with. */
  async function insteadOf(guildId: string): Promise<string> {
    const instead = await firstAvailable(guildId);
    return instead ? ` **${instead.model.name}** is available now.` : '';
  }

  const isHidden = ({ name }: Model) =>
    new UserError('model-unavailable', `The admins of this server have hidden **${name}**.`);

  return {
    async gone(guildId, modelId) {
      availabilities.doubt(modelId);
      const others = modelsFor(guildId, 'text-to-image').filter(({ id }) => id !== modelId);
      const doubted = guilds.shown(guildId).find(({ model }) => model.id === modelId);
      if (doubted) availabilities.prepare(doubted.model);
      return (await availabilities.first(others))?.model;
    },

    async resolve(guildId, idOrName) {
      if (idOrName === undefined) {
        const first = await firstAvailable(guildId);
        if (first) return first;
        throw new UserError(
          'model-unavailable',
          'No model is available at the moment. `/models list` says why.',
        );
      }
      const model = findModel(guilds.shown(guildId), idOrName);
      if (!model) {
        const hidden = findModel(guilds.hidden(guildId), idOrName);
        if (!hidden) throw unknownModel(idOrName, ofKind(guildId, 'text-to-image'));
        throw new UserError('model-unavailable', `${isHidden(hidden).message}${await insteadOf(guildId)}`);
      }
      if (model.kind === 'image-to-image') {
        throw new UserError(
          'bad-input',
          `**${model.name}** starts from a picture: the bot takes it for previews and variations by itself.${await insteadOf(guildId)}`,
        );
      }
      const found = await availabilities.of(model);
      if (found.routes.length > 0) return found;
      throw new UserError(
        'model-unavailable',
        `**${model.name}** is not available. ${found.reason ?? ''}${await insteadOf(guildId)}`,
      );
    },

    async resolveForLora(guildId, baseModel, loraRepo) {
      const model = findModel(guilds.shown(guildId), baseModel);
      if (!model) {
        const hidden = findModel(guilds.hidden(guildId), baseModel);
        if (hidden) {
          throw new UserError(
            'model-unavailable',
            `This actor is trained on **${hidden.name}**, which the admins of this server have hidden. Until they bring it back, \`/generate\` without the actor works.`,
          );
        }
        throw new UserError('model-unknown', 'The base that this actor was trained on is not known here.');
      }
      const [found, ways] = await Promise.all([
        availabilities.of(model),
        availabilities.loraWays(model, loraRepo),
      ]);
      return { model, revision: found.revision, ...ways };
    },
  };
}
