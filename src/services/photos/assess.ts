import { t } from '../../words/words.ts';
import { distance, meanOf } from '../vision/descriptors.ts';
import type { Sight } from '../vision/vision.ts';
import { isBad, limits, ownReasons, type Reason, reason, type Verdict } from './faults.ts';
import { bitsApart } from './perceptual-hash.ts';
import { minPhotos, type Photo } from './photo.ts';

export interface PhotoVerdict {
  verdict: Verdict;
  reasons: Reason[];
}

/** What keeps a set from being trained. */
export interface Lack {
  /** Photos that are missing until there are enough. */
  missing: number;
  /** Photos that would count once their warnings were accepted. */
  acceptable: number;
}

export interface Assessment {
  /** One for each photo, in their order. */
  photos: PhotoVerdict[];
  /** What would make the set better, the most useful first. */
  advice: string[];
  lack: Lack;
}

type Judged = Pick<Photo, 'sha256' | 'sight'> & Partial<Pick<Photo, 'accepted'>>;

/**
 * Who is shown when the photos disagree: the group around the photo that most others resemble, as indices of the photos.
 * Of two groups of one size the first wins.
 */
function coreOf(descriptors: (number[] | undefined)[]): Set<number> {
  const known = descriptors.flatMap((descriptor, index) => (descriptor ? [{ descriptor, index }] : []));
  let core: number[] = [];
  for (const { descriptor } of known) {
    const like = known
      .filter(other => distance(descriptor, other.descriptor) <= limits.perhapsSamePerson)
      .map(({ index }) => index);
    if (like.length > core.length) core = like;
  }
  return new Set(core);
}

/** `several` says which photos show more than one face: the wrong one may have been taken there. */
function personReasons(descriptors: (number[] | undefined)[], several: boolean[]): Reason[][] {
  const core = coreOf(descriptors);
  return descriptors.map((descriptor, index) => {
    if (!descriptor) return [];
    const others = descriptors.flatMap((other, at) => (other && at !== index && core.has(at) ? [other] : []));
    if (others.length === 0) return [];
    const apart = distance(descriptor, meanOf(others));
    if (apart <= limits.samePerson) return [];
    if (apart <= limits.perhapsSamePerson) {
      return [
        reason('perhaps-other-person', 'warn', t('photos.perhapsOtherShort'), t('photos.perhapsOther')),
      ];
    }
    return [
      reason(
        'other-person',
        'bad',
        t('photos.otherPersonShort'),
        t(several[index] ? 'photos.otherPersonPicked' : 'photos.otherPerson'),
      ),
    ];
  });
}

interface Twin {
  /** Index of the photo that was there before. */
  of: number;
  how: 'exact' | 'near' | 'same-shot';
}

/** Whether `later` is the same picture as `earlier`, nearly the same, or cut from the same shot. */
function likeness(earlier: Judged, later: Judged): Twin['how'] | undefined {
  if (earlier.sha256 === later.sha256) return 'exact';
  const [one, other] = [earlier.sight, later.sight];
  if (!one || !other) return undefined;
  if (bitsApart(one.phash, other.phash) <= limits.hashBits) return 'near';
  if (!one.descriptor || !other.descriptor) return undefined;
  return distance(one.descriptor, other.descriptor) <= limits.sameShot ? 'same-shot' : undefined;
}

const isCopy = (twin: Twin | undefined) => twin !== undefined && twin.how !== 'same-shot';

/** Which earlier photo is the same picture. An unusable photo is no one's twin. */
function twinsOf(photos: Judged[], own: Reason[][]): (Twin | undefined)[] {
  const twins: (Twin | undefined)[] = [];
  for (const [index, photo] of photos.entries()) {
    const found = photos.slice(0, index).flatMap((other, of): Twin[] => {
      const out = [index, of].some(each => isBad(own[each] ?? [])) || isCopy(twins[of]);
      const how = out ? undefined : likeness(other, photo);
      return how ? [{ of, how }] : [];
    });
    twins.push(found.find(isCopy) ?? found[0]);
  }
  return twins;
}

/** `number` is the earlier photo's number on the contact sheet; undefined if that photo is not taken either. */
function twinReason({ how }: Twin, number: number | undefined): Reason {
  if (number === undefined) {
    const short = t('photos.twiceShort');
    if (how === 'exact') return reason('duplicate', 'bad', short, t('photos.sameAsFile'));
    if (how === 'near') return reason('near-duplicate', 'bad', short, t('photos.nearlySameAsFile'));
    return reason('same-shot', 'warn', t('photos.sameShotShort'), t('photos.sameShotAsFile'));
  }
  const photo = { photo: number };
  const short = t('photos.sameAsShort', photo);
  if (how === 'exact') return reason('duplicate', 'bad', short, t('photos.sameAs', photo));
  if (how === 'near') return reason('near-duplicate', 'bad', short, t('photos.nearlySameAs', photo));
  return reason('same-shot', 'warn', t('photos.sameShotAsShort', photo), t('photos.sameShotAs', photo));
}

/** The largest number of photos that look like one session, because their light is the same. */
function largestSession(sights: Sight[]): number {
  const alike = (a: Sight, b: Sight) =>
    Math.abs(a.brightness - b.brightness) <= 12 &&
    Math.abs(a.contrast - b.contrast) <= 10 &&
    Math.abs((a.faces[0]?.brightness ?? 0) - (b.faces[0]?.brightness ?? 0)) <= 15;
  return Math.max(0, ...sights.map(sight => sights.filter(other => alike(sight, other)).length));
}

const isUsable = (verdict: Verdict | undefined, { accepted }: Judged) =>
  verdict === 'good' || (verdict === 'warn' && accepted === true);

/** How many more photos training needs, and how many of those there are it would take once their warnings were accepted. */
function lackOf(photos: Judged[], verdicts: PhotoVerdict[]): Lack {
  const usable = photos.filter((photo, index) => isUsable(verdicts[index]?.verdict, photo)).length;
  const acceptable = photos.filter(
    ({ accepted }, index) => verdicts[index]?.verdict === 'warn' && accepted !== true,
  ).length;
  return { missing: Math.max(0, minPhotos - usable), acceptable };
}

function lackAdvice({ missing, acceptable }: Lack): string[] {
  if (missing === 0) return [];
  const lack = { missing, least: minPhotos };
  return [acceptable > 0 ? t('photos.addMoreOrAccept', { ...lack, acceptable }) : t('photos.addMore', lack)];
}

/** What the set as a whole lacks, judged by its usable photos. */
function adviceFor(photos: Judged[], verdicts: PhotoVerdict[]): string[] {
  const usable = photos.filter((_, index) => verdicts[index]?.verdict !== 'bad');
  const sights = usable.flatMap(({ sight }) => (sight?.faces.length ? [sight] : []));
  const faces = sights.flatMap(sight => sight.faces[0] ?? []);
  const lack = lackOf(photos, verdicts);
  const advice = lackAdvice(lack);
  if (faces.length < 2) return advice;
  const session = largestSession(sights);
  if (session >= 3 && session >= (sights.length * 2) / 3) {
    advice.push(
      session === sights.length
        ? t('photos.allOneSession')
        : t('photos.someOneSession', { photos: session, all: sights.length }),
    );
  }
  const shares = faces.map(({ box }) => box.height);
  if (Math.min(...shares) > 0.3) advice.push(t('photos.allClose'));
  if (Math.max(...shares) < 0.2) advice.push(t('photos.allFar'));
  if (faces.length >= 4 && faces.every(({ brightness }) => brightness < 90)) advice.push(t('photos.allDark'));
  if (lack.missing === 0 && usable.length < 8) advice.push(t('photos.moreIsBetter'));
  return advice;
}

/**
 * In which order photos stand for the set: stored ones before those that come, then the larger and sharper face, then
 * the hash. Where two photos are at odds the first one stays, so the order in which they were sent must not matter.
 */
function ranked(photos: Judged[], stored: number): number[] {
  const figures = photos.map(({ sight }, index) => {
    const face = sight?.faces[0];
    return [index < stored ? 1 : 0, face?.sidePixels ?? 0, face?.sharpness ?? 0] as const;
  });
  const better = (a: readonly number[], b: readonly number[]) =>
    b.map((figure, at) => figure - (a[at] ?? 0)).find(apart => apart !== 0) ?? 0;
  return photos
    .map(({ sha256 }, index) => ({ index, sha256, figures: figures[index] ?? [] }))
    .sort((a, b) => better(a.figures, b.figures) || (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0))
    .map(({ index }) => index);
}

/** What is wrong with each photo, and of which earlier one it is a twin. */
function judge(photos: Judged[]): { found: Reason[]; twin: Twin | undefined }[] {
  const own = photos.map(({ sight }) => ownReasons(sight));
  const twins = twinsOf(photos, own);
  // A photo that is unusable in itself says nothing about who the set shows.
  const people = personReasons(
    photos.map(({ sight }, index) =>
      isBad(own[index] ?? []) || isCopy(twins[index]) ? undefined : sight?.descriptor,
    ),
    photos.map(({ sight }) => (sight?.faces.length ?? 0) > 1),
  );
  return photos.map((_, index) => ({
    found: [...(own[index] ?? []), ...(people[index] ?? [])],
    twin: twins[index],
  }));
}

/**
 * Judges a set of photos by what was seen in them. Pure, and the same in whatever order they come. The first `stored`
 * photos are there already: they keep their numbers and their place; of the others, those that can be used come next.
 */
export function assess(photos: Judged[], stored = photos.length): Assessment {
  const order = ranked(photos, stored);
  const judged = judge(order.flatMap(index => photos[index] ?? []));
  const byIndex = new Map(
    order.map((index, place) => [index, judged[place] ?? { found: [], twin: undefined }]),
  );
  const taken = photos.map((_, index) => {
    const { found = [], twin } = byIndex.get(index) ?? {};
    return index < stored || !(isCopy(twin) || isBad(found));
  });
  const numberOf = (index: number | undefined) =>
    index !== undefined && taken[index] ? taken.slice(0, index + 1).filter(Boolean).length : undefined;
  const verdicts = photos.map((_, index): PhotoVerdict => {
    const { found = [], twin } = byIndex.get(index) ?? {};
    const all = [...(twin ? [twinReason(twin, numberOf(order[twin.of]))] : []), ...found];
    const reasons = isBad(all) ? all.filter(({ verdict }) => verdict === 'bad') : all;
    return { verdict: isBad(all) ? 'bad' : all.length > 0 ? 'warn' : 'good', reasons };
  });
  return { photos: verdicts, advice: adviceFor(photos, verdicts), lack: lackOf(photos, verdicts) };
}

/** The photos that training uses: those without a fault, and those whose warnings were accepted. */
export function usablePhotos<T extends Judged & Pick<Photo, 'accepted'>>(photos: T[]): T[] {
  const { photos: verdicts } = assess(photos);
  return photos.filter((photo, index) => isUsable(verdicts[index]?.verdict, photo));
}
