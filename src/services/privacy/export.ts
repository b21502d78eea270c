import { strToU8, type Zippable, zip } from 'fflate';
import { UserError } from '../../errors.ts';
import { said } from '../../words/words.ts';
import { principalOf } from '../actors/access.ts';
import type { Actor } from '../actors/actor.ts';
import type { ActorsService } from '../actors/actors-service.ts';
import type { Albums } from '../albums/albums-service.ts';
import type { Approvals } from '../approvals/approvals-service.ts';
import type { Audit } from '../audit/audit.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { Digests } from '../digest/digest-service.ts';
import { isShownIn } from '../generation/archive/gallery-search.ts';
import type { Generation } from '../generation/generation.ts';
import type { GenerationService } from '../generation/generation-service.ts';
import type { FailureLog } from '../log/failure-log.ts';
import type { QuotaService } from '../quota/quota-service.ts';
import type { TrainingWeek } from '../quota/training-week.ts';
import type { Reference } from '../references/reference.ts';
import type { ReferencesService } from '../references/references-service.ts';
import type { SafetyService } from '../safety/safety-service.ts';
import type { MemberLanguages } from '../settings/member-languages.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { Blobs } from '../storage/blobs.ts';
import type { TrainingJob } from '../training/job/job.ts';
import type { TrainingService } from '../training/training-service.ts';
import { type Listed, partsOf, pathsOf } from './export-files.ts';
import { readmeOf } from './export-readme.ts';

/** One part of an export. */
export interface Exported {
  /** From 0. */
  part: number;
  parts: number;
  /** Of this part. */
  files: number;
  /** Images of this part that somebody else in them has ruled out, or that could not be checked for that. */
  leftOut: number;
  zip: { name: string; bytes: Uint8Array };
}

/** The actor's record, without the face data of somebody else, and without who else has this face. */
function actorFor(actor: Actor, memberId: string) {
  const { sameFace, limits, unlogged: _soonInTheLog, ...rest } = actor;
  // Whose faces they are is not the member's to know.
  const face = sameFace
    ? { sameFace: { ...sameFace, with: sameFace.with.map(({ certainty }) => certainty) } }
    : {};
  // What the person shown wrote is theirs.
  const { never, ...toggles } = limits ?? {};
  const ruledOut = limits ? { limits: principalOf(actor) === memberId ? limits : toggles } : {};
  if (actor.subjectId === memberId) return { ...rest, ...face, ...ruledOut };
  return {
    ...rest,
    ...face,
    ...ruledOut,
    photos: actor.photos.map(({ sight, ...photo }) => {
      if (!sight) return photo;
      const { descriptor: _theirs, ...rest } = sight;
      return { ...photo, sight: rest };
    }),
  };
}

/** Without what a trainer authenticates with. */
function jobFor({
  tokenHash: _t,
  sealedSecret: _s,
  claimHash: _c,
  eventsSeen: _e,
  run: _r,
  relay: _l,
  ...job
}: TrainingJob) {
  return job;
}

type Sources = {
  actors: Pick<ActorsService, 'ofMember' | 'chosenFor' | 'isNeverAsked' | 'blockedBy' | 'logDeed'>;
  audit: Pick<Audit, 'naming'>;
  training: Pick<TrainingService, 'requestedBy' | 'ofActors'>;
  generation: Pick<GenerationService, 'ofActor' | 'ofMember' | 'favouritesOf' | 'pictureFor'>;
  albums: Pick<Albums, 'ofMember'>;
  references: Pick<ReferencesService, 'ofMember'>;
  approvals: Pick<Approvals, 'ofMember'>;
  digests: Pick<Digests, 'ofActors'>;
  quota: Pick<QuotaService, 'ofMember'>;
  trainingWeek: Pick<TrainingWeek, 'ofMember'>;
  failures: Pick<FailureLog, 'ofMember'>;
  languages: Pick<MemberLanguages, 'ofMember'>;
  safety: Pick<SafetyService, 'ofMember'>;
  settings: Pick<SettingsService, 'ofMember' | 'changesBy'>;
  blobs: Pick<Blobs, 'get' | 'size'>;
  credentials: Pick<Credentials, 'leaving'>;
};

/** What there is about a member, before it is made into files. */
interface Gathered {
  own: Actor[];
  images: Generation[];
  given: Reference[];
  /** The records, by the name of their file. */
  records: Record<string, unknown>;
}

async function gather(memberId: string, sources: Sources): Promise<Gathered> {
  const { actors, audit, training, generation, references, quota, trainingWeek, failures, safety, settings } =
    sources;
  const own = await actors.ofMember(memberId);
  const ids = new Set(own.map(({ id }) => id));
  const made = await generation.ofMember(memberId);
  // Images that others made belong to the person shown, or to the member who speaks for an outsider.
  for (const actor of own)
    if (principalOf(actor) === memberId) made.push(...(await generation.ofActor(actor.id)));
  const images = [...new Map(made.map(one => [one.id, one])).values()];
  const found = [...(await training.requestedBy(memberId)), ...(await training.ofActors([...ids]))];
  const jobs = [...new Map(found.map(job => [job.id, job])).values()];
  const given = await references.ofMember(memberId);
  const records = {
    'actors.json': own.map(actor => actorFor(actor, memberId)),
    'chosen-for.json': (await actors.chosenFor(memberId)).map(
      ({ id, guildId, name, ownerId, subjectId }) => ({ id, guildId, name, ownerId, subjectId }),
    ),
    // Whose favourite they are is each member's own to know, and what an image was made from may be others' words.
    'images.json': images.map(({ favouriteOf: _theirs, saidBefore: _others, ...record }) => record),
    'favourites.json': (await generation.favouritesOf(memberId)).map(({ id, guildId, createdAt }) => ({
      ...{ id, guildId, createdAt },
    })),
    'albums.json': await sources.albums.ofMember(memberId),
    // Whom somebody else’s actors show is not the member's to know.
    'given.json': given.map(({ actorIds, ...rest }) => ({ ...rest, actors: actorIds.length })),
    'trainings.json': jobs.map(jobFor),
    'budget.json': await quota.ofMember(memberId),
    'trainings-this-week.json': (await trainingWeek.ofMember(memberId)).map(at => new Date(at).toISOString()),
    'language.json': (await sources.languages.ofMember(memberId)) ?? null,
    'rules.json': settings.ofMember(memberId),
    'changed.json': await settings.changesBy(memberId),
    'failed.json': await failures.ofMember(memberId),
    'stopped.json': await safety.ofMember(memberId),
    'history.json': await audit.naming(memberId),
    'approvals.json': await sources.approvals.ofMember(memberId),
    'digests.json': await sources.digests.ofActors(
      own.filter(actor => principalOf(actor) === memberId).map(({ id }) => id),
    ),
    'requests.json': {
      nobodyMayAsk: await actors.isNeverAsked(memberId),
      membersBlocked: await actors.blockedBy(memberId),
    },
  };
  return { own, images, given, records };
}

/** The images that the member made, as far as they are shown there, and no records. */
async function gatherImages(memberId: string, { generation }: Sources, where: Where): Promise<Gathered> {
  const made = await generation.ofMember(memberId);
  return { own: [], images: made.filter(record => isShownIn(where, record)), given: [], records: {} };
}

const zipped = (contents: Zippable, mtime: Date) =>
  new Promise<Uint8Array>((resolve, reject) => {
    zip(contents, { mtime }, (error, data) => (error ? reject(error) : resolve(data)));
  });

/** What an export is of. */
type What = 'everything' | 'images';
/** See `Viewer.elsewhere`. */
interface Where {
  elsewhere?: boolean | undefined;
}

/** Makes exports, one at a time: each holds some megabytes in memory. */
export function createExporter(
  sources: Sources & { now: () => number },
): (memberId: string, part: number, what?: What, where?: Where) => Promise<Exported> {
  const { actors, blobs, credentials, generation, now } = sources;
  let turns: Promise<unknown> = Promise.resolve();

  async function listed(files: Omit<Listed, 'bytes'>[]): Promise<Listed[]> {
    const sizes = await Promise.all(files.map(({ sha256 }) => blobs.size(sha256)));
    return files.flatMap((file, index) => {
      const bytes = sizes[index];
      return bytes === undefined ? [] : [{ ...file, bytes }];
    });
  }

  async function make(memberId: string, part: number, what: What, where: Where): Promise<Exported> {
    const gathered = await (what === 'images' ? gatherImages : gather)(memberId, sources, where);
    // Before it is given: nobody has a copy that the log does not know of.
    if (part === 0)
      for (const { id } of gathered.own) await actors.logDeed(id, { what: 'exported', by: memberId });
    const json = Object.entries(gathered.records).map(
      ([name, value]) => [`records/${name}`, strToU8(`${JSON.stringify(value, null, 2)}\n`)] as const,
    );
    const inPart = partsOf(
      await listed(pathsOf(gathered)),
      // Records shrink to a fifth or so in the zip.
      json.reduce((total, [, bytes]) => total + Math.ceil(bytes.length / 3), 0),
    );
    const mine = inPart[part];
    if (!mine) throw new UserError('gone', said('privacy.lessToExport'));
    const date = new Date(now()).toISOString();
    const contents: Zippable = part === 0 ? Object.fromEntries(json) : {};
    const leftOut = { ruledOut: 0, unchecked: 0 };
    let files = 0;
    for (const { path, sha256, made, shown } of mine) {
      const found = shown
        ? await generation.pictureFor(memberId, shown.record, shown.image)
        : { bytes: await blobs.get(sha256) };
      if ('withheld' in found && found.withheld !== 'missing')
        leftOut[found.withheld === 'unchecked' ? 'unchecked' : 'ruledOut']++;
      if ('withheld' in found || !found.bytes) continue;
      const signed = made === 'nothing' ? found.bytes : await credentials.leaving(found.bytes, made);
      // Pictures are compressed already.
      contents[path] = [signed, { level: 0 }];
      files++;
    }
    contents['README.txt'] = strToU8(readmeOf(what, { part, parts: inPart.length, date, ...leftOut }));
    const bytes = await zipped(contents, new Date(now()));
    const name = `my-${what === 'images' ? 'images' : 'data'}-${date.slice(0, 10)}-part-${part + 1}-of-${inPart.length}.zip`;
    const { ruledOut, unchecked } = leftOut;
    return { part, parts: inPart.length, files, leftOut: ruledOut + unchecked, zip: { name, bytes } };
  }

  return (memberId, part, what = 'everything', where = {}) => {
    const mine = turns.then(() => make(memberId, part, what, where));
    turns = mine.catch(() => undefined);
    return mine;
  };
}
