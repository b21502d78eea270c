import type { PhotosService } from '../../photos/photos-service.ts';
import { descriptorOf, sightOf } from '../../photos/testing/sights.ts';
import { openMemoryStore } from '../../storage/store.ts';
import type { Actor } from '../actor.ts';
import { type ActorsService, createActorsService } from '../actors-service.ts';
import { seenMark } from '../agreed-to.ts';
import type { Answerer } from '../consent.ts';
import type { OutsidersRule, Registration } from '../new-actor.ts';
import type { RefusedFace, SameFaceRule } from '../same-face.ts';
import { actorCollections } from './actor-collections.ts';

/**
 * Takes every file whose name says photo. The hash is the name, so that a test can tell photos apart; `#2` at its end says
 * whose face it shows, and without one it was not measured.
 */
const photos: Pick<PhotosService, 'take' | 'thumbnail'> = {
  take: async sources =>
    sources.map(({ name }) =>
      name.startsWith('photo')
        ? {
            name,
            photo: {
              ...{ sha256: name, width: 512, height: 512, addedAt: 0, accepted: false },
              ...sightIn(name),
            },
          }
        : { name, refused: 'is not an image.' },
    ),
  thumbnail: async bytes => bytes,
};

/** What `#2` at the end of a name stands for. */
function sightIn(name: string) {
  const [, face] = /#(\d+)$/.exec(name) ?? [];
  return face ? { sight: sightOf(name.length, { descriptor: descriptorOf(Number(face), name.length) }) } : {};
}

export const guildId = 'guild';
export const [ana, ben, cleo] = ['1', '2', '3'] as const;
export const files = (...names: string[]) => names.map(name => ({ name, url: `https://cdn/${name}` }));
export const five = files('photo-one', 'photo-two', 'photo-three', 'photo-four', 'photo-five');

/** The real service on collections in memory, with a clock that stands still. */
export async function actorsWorld(
  rule: OutsidersRule = 'nobody',
  shutOut: string[] = [],
  sameFaceRule: SameFaceRule = 'tell',
) {
  const store = openMemoryStore();
  const deleted: string[] = [];
  const answers: string[] = [];
  const refusedFaces: RefusedFace[] = [];
  const blobs = {
    get: async () => Buffer.from('x'),
    delete: async (sha256: string) => void deleted.push(sha256),
  };
  const clock = { ms: 1_000 };
  const people = await actorCollections(store, () => clock.ms);
  const open = async () =>
    createActorsService({
      ...people,
      photos: {
        ...photos,
        async take(...given) {
          await world.onTake();
          return photos.take(...given);
        },
      },
      blobs,
      outsidersRule: () => rule,
      sameFaceRule: () => sameFaceRule,
      onFaceRefused: face => refusedFaces.push(face),
      onFaceAllowed: (actor, adminId) => answers.push(`${actor.name} allowed by ${adminId}`),
      isShutOut: (_guild, memberId) => shutOut.includes(memberId),
      onAnswered: (actor, answer, memberId) => answers.push(`${actor.name} ${answer} by ${memberId}`),
      now: () => clock.ms,
    });
  const form: Registration = {
    guildId,
    channelId: 'studio',
    ownerId: ana,
    admin: false,
    subjectId: ana,
    name: 'Nova',
    files: five,
    agreed: true,
  };
  const world = {
    actors: undefined as unknown as ActorsService,
    /** What happens while photos are looked at. */
    onTake: async (): Promise<unknown> => undefined,
    deleted,
    answers,
    refusedFaces,
    declines: people.declines,
    audit: people.audit,
    everyActor: () => people.actors.all(),
    clock,
    register: (change: Partial<Registration> = {}) => world.actors.register({ ...form, ...change }),
    /** Agrees, having seen the photos and the words as they are. */
    grant: async (answerer: Answerer, actorId: string) => {
      const actor = await world.actors.byId(actorId);
      return world.actors.grant(answerer, actorId, actor ? seenMark(actor) : '');
    },
    /** Puts a record where a restart finds it. */
    store: (actor: Actor) => people.actors.put(actor.id, actor),
    async restart() {
      world.actors = await open();
    },
  };
  await world.restart();
  return world;
}

export type ActorsWorld = Awaited<ReturnType<typeof actorsWorld>>;
