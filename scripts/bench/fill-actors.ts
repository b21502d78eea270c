import { ids } from '@ai-actor/playground/discord';
import { actorSchema } from '../../src/services/actors/actor.ts';
import { actorIndexes } from '../../src/services/actors/actor-index.ts';
import type { Store } from '../../src/services/storage/store.ts';

const firsts = [
  'Ada',
  'Bela',
  'Çelik',
  'Dora',
  'Élodie',
  'Farid',
  'Gwen',
  'Hiro',
  'Ines',
  'Jun',
  'Kofi',
  'Lara',
];
const lasts = ['Nova', 'Okafor', 'Park', 'Quist', 'Rossi', 'Silva', 'Tanaka', 'Ueda', 'Varga', 'Weiss'];

export const actorName = (n: number): string =>
  `${firsts[n % firsts.length]} ${lasts[Math.floor(n / 7) % lasts.length]} ${n}`;

const actorOf = (n: number) =>
  actorSchema.parse({
    id: `actor${n}`,
    guildId: ids.guild,
    name: actorName(n),
    ownerId: ids.members.mara,
    subjectId: ids.members.mara,
    visibility: 'guild',
    chosenMemberIds: [],
    photos: [],
    posts: [],
    consent: { state: 'granted', memberId: ids.members.mara, textVersion: 2, text: 'I agree.', at: 0 },
    triggerWord: `ohwx${n}`,
    versions: [
      {
        number: 1,
        jobId: `job${n}`,
        repo: `playground/actor-${n}-lora`,
        revision: 'c0ffee',
        baseModel: 'base',
        steps: 1,
        trainedAt: 0,
        standIn: true,
        samples: [],
      },
    ],
    activeVersion: 1,
    createdAt: 0,
  });

const atOnce = 500;

/** So many trained actors in one server, which everybody there may use, written as the bot writes them. */
export async function fillActors(store: Store, count: number): Promise<void> {
  const actors = await store.collection('actors', actorSchema, actorIndexes);
  for (let from = 0; from < count; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => actorOf(from + at));
    await Promise.all(some.map(actor => actors.put(actor.id, actor)));
  }
}
