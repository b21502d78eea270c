import { guildModelsSchema } from '../../../src/services/models/stored-models.ts';
import { guildSettingsSchema } from '../../../src/services/settings/settings-service.ts';
import type { Store } from '../../../src/services/storage/store.ts';
import { guildIdOf } from './many-guilds.ts';

const atOnce = 500;

/** So many servers that have all decided something, every tenth about models too, written as the bot writes them. */
export async function fillGuilds(store: Store, count: number): Promise<void> {
  const settings = await store.collection('guild_settings', guildSettingsSchema);
  const models = await store.collection('guild_models', guildModelsSchema);
  for (let from = 0; from < count; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => from + at);
    await Promise.all(
      some.map(async nth => {
        const guildId = guildIdOf(nth);
        await settings.put(
          guildId,
          guildSettingsSchema.parse({ guildId, greetedAt: 1, serverLimit: 1_000_000 }),
        );
        if (nth % 10 === 9)
          await models.put(
            guildId,
            guildModelsSchema.parse({
              guildId,
              added: [{ id: `maker/model-${nth}`, licence: 'openrail++', family: 'sdxl' }],
            }),
          );
      }),
    );
  }
}
