import { hasCredentials } from '../services/credentials/has-credentials.ts';
import { credentialsBytesMost } from '../services/credentials/made.ts';
import { smallerCopy } from '../services/generation/images/smaller-copy.ts';
import type { View, ViewFile } from '../views/components.ts';

/** How many bytes Discord takes: of one file, and of all files of a message. */
export interface FileLimits {
  each: number;
  together: number;
}

/**
 * 25 MiB hold for a whole request (docs.discord.com/developers/reference#uploading-files), so a little less for files.
 */
export const messageBytesMost = 24 * 1024 * 1024;

const isPicture = ({ name }: ViewFile) => name.endsWith('.png');
/** As it will be sent: one that is not signed yet grows by that. */
const sizeOf = ({ bytes, made }: ViewFile) =>
  bytes.length + (made === 'nothing' || hasCredentials(bytes) ? 0 : credentialsBytesMost);
const sum = (files: ViewFile[]) => files.reduce((bytes, file) => bytes + sizeOf(file), 0);

/** The view with smaller copies of its pictures where they are too large: what the server takes decides. */
export async function fittedFiles(view: View, { each, together }: FileLimits): Promise<View> {
  const { files = [] } = view;
  const pictures = files.filter(isPicture);
  const share = Math.floor((together - sum(files.filter(file => !isPicture(file)))) / pictures.length);
  const most = sum(files) > together ? Math.min(each, Math.max(share, 0)) : each;
  if (pictures.every(file => sizeOf(file) <= most)) return view;
  let { components } = view;
  const fitted: ViewFile[] = [];
  for (const file of files) {
    const copy = isPicture(file) && sizeOf(file) > most ? await smallerFile(file, most) : undefined;
    if (!copy) {
      fitted.push(file);
      continue;
    }
    fitted.push(copy);
    components = renamed(components, `attachment://${file.name}`, `attachment://${copy.name}`);
  }
  return { ...view, components, files: fitted };
}

async function smallerFile(file: ViewFile, most: number): Promise<ViewFile | undefined> {
  const { name, bytes, made } = file;
  const isMade = made !== 'nothing';
  const copy = await smallerCopy(
    bytes,
    most - (isMade ? credentialsBytesMost : 0),
    isMade ? made.from : undefined,
  );
  return (
    copy && {
      ...file,
      name: name.replace(/\.png$/, '.jpg'),
      bytes: copy,
      made: isMade ? { ...made, copyOf: bytes } : made,
    }
  );
}

/** What is tried where Discord does not take a message, though it said that it would: bytes of all files together. */
const smallerAndSmaller = [8 * 1024 * 1024, 2 * 1024 * 1024];

/** The forms of a view, each asking less of Discord than the one before. A form is made when it is wanted. */
export async function* formsOf(view: View, fileBytesMost: number, kept?: View): AsyncGenerator<View> {
  let last: View | undefined;
  for (const together of [messageBytesMost, ...smallerAndSmaller]) {
    const form = await fittedFiles(view, { each: Math.min(fileBytesMost, together), together });
    if (form === last) break;
    yield form;
    last = form;
  }
  if (kept) yield kept;
}

const renamed = <T>(value: T, from: string, to: string): T =>
  JSON.parse(JSON.stringify(value), (_key, held) => (held === from ? to : held));
