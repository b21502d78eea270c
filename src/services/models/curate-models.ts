import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { said } from '../../words/words.ts';
import type { Hub } from '../huggingface/hub/hub.ts';
import { addedFrom, modelOf, typedModelId } from './added-model.ts';
import type { Availabilities } from './availability.ts';
import { findModel, unknownModel } from './find-model.ts';
import type { GuildModels } from './guild-models.ts';
import type { ModelsService } from './models-service.ts';

/** What the admins of a server decide about its models. */
export function createModelCuration({
  hub,
  guilds,
  availabilities,
  logger,
}: {
  hub: Pick<Hub, 'modelPage'>;
  guilds: GuildModels;
  availabilities: Pick<Availabilities, 'of'>;
  logger: Logger;
}): Pick<ModelsService, 'add' | 'hide' | 'unhide'> {
  return {
    async add(guildId, by, typed) {
      const id = typedModelId(typed);
      const page = await hub.modelPage(id).catch(error => {
        logger.warn({ err: error }, 'the hub did not show the page of a model');
        throw new UserError('provider-failed', said('models.hubSilent'), { cause: error });
      });
      // A private one could be a member's actor: a guessed name must not confirm that it exists.
      if (!page || page.private) {
        throw new UserError('not-found', said('models.notPublic', { id }));
      }
      const added = addedFrom(page);
      const { id: changeId } = await guilds.add(guildId, by, added);
      return { ...(await availabilities.of(modelOf(added))), changeId };
    },

    async hide(guildId, by, idOrName) {
      const model = findModel(guilds.shown(guildId), idOrName);
      if (!model) {
        const hidden = findModel(guilds.hidden(guildId), idOrName);
        if (hidden) throw new UserError('bad-input', said('models.alreadyHidden', { model: hidden.name }));
        throw unknownModel(idOrName, guilds.shown(guildId));
      }
      const { id: changeId } = await guilds.hide(guildId, by, model.id);
      return { ...model, changeId };
    },

    async unhide(guildId, by, idOrName) {
      const model = findModel(guilds.hidden(guildId), idOrName);
      if (!model) {
        const shown = findModel(guilds.shown(guildId), idOrName);
        if (shown) throw new UserError('bad-input', said('models.notHidden', { model: shown.name }));
        throw unknownModel(idOrName, guilds.hidden(guildId));
      }
      const { id: changeId } = await guilds.unhide(guildId, by, model.id);
      return { ...model, changeId };
    },
  };
}
