import { cutText } from '../../cut-text.ts';
import type { Actor } from '../actors/actor.ts';
import type { Made, NotMade } from '../credentials/made.ts';
import { type Generation, showsSomebodyReal } from '../generation/generation.ts';
import { madeOf } from '../generation/images/made-of.ts';
import type { Reference } from '../references/reference.ts';
import { sampleMade } from '../training/result/sample-made.ts';

/** Below what Discord takes in one file, with room for the records. */
const partBytes = 7 * 1024 * 1024;

/** A file that goes into an export. */
export interface Listed {
  path: string;
  sha256: string;
  made: Made | NotMade;
  /** Of an image: what it is a picture of, and which. */
  shown?: { record: Generation; image: Generation['images'][number] };
  bytes: number;
}

/** A file name that every system takes. */
const safe = (name: string) => cutText(name.replace(/[^\p{L}\p{N}_-]+/gu, '-'), 40, { end: '' }) || 'actor';

const folderOf = ({ name, id }: Actor) => `${safe(name)}-${id}`;

/** Where each photo, sample and image goes in the export. */
export function pathsOf({
  own,
  images,
  given,
}: {
  own: Actor[];
  images: Generation[];
  given: Reference[];
}): Omit<Listed, 'bytes'>[] {
  const photos = own.flatMap(actor =>
    actor.photos.map(({ sha256 }, index) => ({
      path: `photos/${folderOf(actor)}/${index + 1}.jpg`,
      sha256,
      made: 'nothing' as const,
    })),
  );
  const samples = own.flatMap(actor =>
    actor.versions.flatMap(version =>
      version.samples.map((sha256, index) => ({
        path: `samples/${folderOf(actor)}/version-${version.number}-${index + 1}.jpg`,
        sha256,
        made: sampleMade(version),
      })),
    ),
  );
  const pictures = images.flatMap(record => {
    const made = madeOf(record.settings, { showsSomebodyReal: showsSomebodyReal(record) });
    return record.images.map((image, index) => ({
      ...{ path: `images/${record.id}-${index + 1}.png`, sha256: image.sha256, made },
      shown: { record, image },
    }));
  });
  const shown = given
    .filter(({ ours }) => !ours)
    .map(({ id, sha256 }) => ({ path: `given/${id}.jpg`, sha256, made: 'nothing' as const }));
  return [...photos, ...samples, ...shown, ...pictures];
}

/** Files in order, in parts below the limit; a larger file gets a part of its own. */
export function partsOf(files: Listed[], first: number): Listed[][] {
  const parts: Listed[][] = [[]];
  let room = partBytes - first;
  for (const file of files) {
    if (file.bytes > room) {
      if (parts.at(-1)?.length || room < partBytes) parts.push([]);
      room = partBytes;
    }
    parts.at(-1)?.push(file);
    room -= file.bytes;
  }
  return parts;
}
