import type { Acknowledged } from '../discord/acknowledge.ts';
import type { Accepted, Untold } from '../services/generation/requests/accepted-request.ts';
import type { GenerationRequest } from '../services/generation/requests/plan.ts';
import { packAgainRef } from '../views/generate/pack-view.ts';
import type { Language } from '../words/language.ts';
import { speaking } from '../words/words.ts';

/** A request with the way to answer it. */
export interface Task extends Accepted {
  to: Acknowledged;
}

/** What every server takes. */
const fileBytesLeast = 10 * 1024 * 1024;

/** The buttons of the message about waiting, and of the one that shows the result. */
export const marksOf = (id: string, request: GenerationRequest) => ({
  waiting: `cancel:${id}`,
  shown: request.pack ? `pack-again:${packAgainRef(id, request)}` : `details:${id}`,
});

export const picturesOf = ({ pack, count = 1 }: GenerationRequest): number => pack?.scenes.length ?? count;

/**
 * The request as it is asked now: one that waited for an answer may have been asked in other languages. Only what differs
 * from English is stored.
 */
export function spokenIn(
  { language: _theirs, channelLanguage: _here, ...request }: GenerationRequest,
  { theirs, here }: { theirs: Language; here: Language },
): GenerationRequest {
  return {
    ...request,
    ...(theirs === 'en' ? {} : { language: theirs }),
    ...(here === 'en' ? {} : { channelLanguage: here }),
  };
}

/** In which language it is answered. */
export const shownIn = ({
  private: hidden,
  language: theirs = 'en',
  channelLanguage = 'en',
}: GenerationRequest) => (hidden ? theirs : channelLanguage);

/** What the member wrote for this request. Buttons repeat what is written on an image already. */
export const typedFor = ({ prompt, pack, touchUp, fresh, variationOf }: GenerationRequest): string[] =>
  pack || touchUp || fresh || variationOf ? [] : [prompt];

export const isSeenByAll = ({ request, to }: Task): boolean => !request.private && to.place !== 'private';

/** What only its member reads. */
export const toMember = <View>(
  { language: theirs = 'en' }: GenerationRequest,
  say: () => View,
): Promise<View> => speaking(theirs, async () => say());

/** What others in its channel read. */
export const toChannel = <View>(
  { channelLanguage = 'en' }: GenerationRequest,
  say: () => View,
): Promise<View> => speaking(channelLanguage, async () => say());

/** One that an earlier process did not end, or that was approved. */
export function resumed({ id, request, own, answer, acceptedAt }: Untold): Task {
  const {
    fileBytesMost = fileBytesLeast,
    elsewhere,
    ...key
  } = answer ? JSON.parse(answer) : { applicationId: '', token: '' };
  const { memberId, channelId, post } = request;
  return {
    ...{ id, request, own },
    to: {
      id,
      key,
      askedAt: acceptedAt,
      place: request.private ? 'private' : 'public',
      memberId,
      channelId,
      fileBytesMost,
      post,
      marks: marksOf(id, request),
      again: true,
      ...(elsewhere ? { elsewhere } : {}),
    },
  };
}
