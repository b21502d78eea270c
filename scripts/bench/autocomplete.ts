/**
 * Measures what is offered while a member types, in the real bot, with many actors and models in its store:
 *
 *   npm run bench -- autocomplete [--actors 10000] [--models 500] [--keys 1000] [--env NAME=value]...
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ids } from '@ai-actor/playground/discord';
import { createLogger } from '../../src/logger.ts';
import { actorSchema } from '../../src/services/actors/actor.ts';
import { actorIndexes } from '../../src/services/actors/actor-index.ts';
import { createActorsService } from '../../src/services/actors/actors-service.ts';
import { declineIndexes, declineSchema } from '../../src/services/actors/declines.ts';
import { createModelsService } from '../../src/services/models/models-service.ts';
import { guildModelsSchema } from '../../src/services/models/stored-models.ts';
import { createFileBlobs } from '../../src/services/storage/blobs.ts';
import { openStore } from '../../src/services/storage/store.ts';
import { startBotChild, startChild } from './child.ts';
import type { Typed } from './discord-side.ts';
import { aimed, head, ms, percentile, row } from './figures.ts';
import { actorName, fillActors } from './fill-actors.ts';
import type { BotFigures } from './measured-bot.ts';

const { values } = parseArgs({
  options: {
    actors: { type: 'string', default: '10000' },
    models: { type: 'string', default: '500' },
    keys: { type: 'string', default: '1000' },
    env: { type: 'string', multiple: true, default: [] },
  },
});
const environment = Object.fromEntries(
  values.env.map(words => [words.slice(0, words.indexOf('=')), words.slice(words.indexOf('=') + 1)]),
);
const [actorCount, modelCount, keys] = [Number(values.actors), Number(values.models), Number(values.keys)];

const makers = ['studio-nine', 'lumen', 'paintbox', 'kiln', 'northlight', 'velvet'];
const kinds = ['XL', 'Turbo', 'Anime', 'Photo', 'Ink', 'Pastel', 'Noir', 'Clay'];
const modelIdOf = (n: number) =>
  `${makers[n % makers.length]}/${kinds[Math.floor(n / 3) % kinds.length]}-${n}`;

/** What members type on their way to a name: nothing, a letter, more of it, the middle of one, and what nobody has. */
function typedTexts(names: string[]): string[] {
  return Array.from({ length: keys }, (_, n) => {
    const name = names[(n * 7_919) % names.length] ?? '';
    if (n % 50 === 0) return '';
    if (n % 17 === 0) return 'zzz nobody';
    if (n % 5 === 0) return name.slice(4, 9);
    return name.slice(0, 1 + (n % name.length));
  });
}

const folder = await mkdtemp(join(tmpdir(), 'actor-bench-'));
const discord = startChild('./discord-side.ts');
const huggingFace = startChild('./hugging-face-side.ts');
const bot = startBotChild(environment);
try {
  const names = Array.from({ length: actorCount }, (_, n) => actorName(n));
  const store = await openStore(folder);
  const people = {
    actors: await store.collection('actors', actorSchema, actorIndexes),
    declines: await store.collection('consent_declines', declineSchema, declineIndexes),
    secret: 'a secret of the bench',
  };
  await fillActors(store, actorCount);
  const guildModels = await store.collection('guild_models', guildModelsSchema);
  const modelIds = Array.from({ length: modelCount }, (_, n) => modelIdOf(n));
  await guildModels.put(
    ids.guild,
    guildModelsSchema.parse({
      guildId: ids.guild,
      added: modelIds.map(id => ({ id, licence: 'openrail++', family: 'sdxl' })),
    }),
  );
  const models = await createModelsService({
    hub: { servedBy: async () => undefined, modelPage: none },
    collection: guildModels,
    hasEndpoint: false,
    now: Date.now,
    logger: createLogger({ LOG_LEVEL: 'fatal', DISCORD_TOKEN: '-', HF_TOKEN: '-' }),
  });
  const service = await createActorsService({
    ...people,
    photos: { take: none, thumbnail: none },
    blobs: createFileBlobs(join(folder, 'blobs')),
    now: Date.now,
  });

  const [at, hf] = await Promise.all([
    discord.ask<{ url: string; token: string }>('address'),
    huggingFace.ask<{ hub: string; router: string; token: string }>('address'),
  ]);
  await bot.ask('start', {
    env: {
      DISCORD_TOKEN: at.token,
      DISCORD_API_URL: `${at.url}/api`,
      HF_TOKEN: hf.token,
      HF_ENDPOINT: hf.hub,
      HF_ROUTER_URL: hf.router,
      HTTP_PORT: '0',
      OPS_PORT: '0',
      DATA_DIR: folder,
      ...environment,
    },
    outputCheck: false,
  });
  await discord.ask('watch');

  console.log(`Node ${process.version}, ${availableParallelism()} cores; ${actorCount.toLocaleString('en')} actors and ${modelCount} models in one server, ${keys} keystrokes each.
Milliseconds from the event to the answer leaving the bot (its own process is measured), and of the service alone. Aim: p99 ≤ 20.
`);
  head(
    'Typed into',
    'Answer leaves p50 / p99',
    'Service alone p50 / p99',
    'Choices offered',
    'Loop delay max',
  );
  const actorTexts = typedTexts(names);
  await measure('actor', actorTexts, text => service.suggest(ids.guild, ids.members.theo, text));
  const shortNames = modelIds.map(id => id.split('/')[1] ?? id);
  await measure('model', typedTexts(shortNames), text => models.suggest(ids.guild, text));
  await bot.ask('stop');
  await store.close();
} finally {
  await Promise.all([bot.end(), discord.end(), huggingFace.end()]);
  await rm(folder, { recursive: true, force: true });
}

function none(): never {
  throw new Error('no photos in this bench');
}

async function measure(
  option: string,
  texts: string[],
  alone: ((text: string) => unknown) | undefined,
): Promise<void> {
  await discord.ask('type', { option, texts: texts.slice(0, 20) });
  await bot.ask('begin', false);
  const typed = await discord.ask<Typed[]>('type', { option, texts });
  const figures = await bot.ask<BotFigures>('end');
  const took = typed.map(one => (figures.acknowledgedAt[one.interactionId] ?? Number.NaN) - one.sentAt);
  const tookAlone: number[] = [];
  for (const text of alone ? texts : []) {
    const from = performance.now();
    await alone?.(text);
    tookAlone.push(performance.now() - from);
  }
  const p99 = percentile(took, 0.99);
  row(
    option,
    aimed(`${ms(percentile(took, 0.5))} / ${ms(p99)}`, p99, 20),
    `${ms(percentile(tookAlone, 0.5))} / ${ms(percentile(tookAlone, 0.99))}`,
    `${Math.min(...typed.map(({ choices }) => choices))} to ${Math.max(...typed.map(({ choices }) => choices))}`,
    `${ms(figures.loopDelayMost)} ms`,
  );
}
