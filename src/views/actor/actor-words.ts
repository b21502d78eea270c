import { type Actor, activeVersionOf, minPhotos, waitsForAdmin } from '../../services/actors/actor.ts';
import { assess } from '../../services/photos/assess.ts';
import { list } from '../../words/numbers.ts';
import { t } from '../../words/words.ts';

/** Mentions of the members whom the person shown chose. */
function chosenWords(memberIds: readonly string[]): string[] {
  const named = memberIds.slice(0, 20).map(id => `<@${id}>`);
  const more = memberIds.length - named.length;
  return more > 0 ? [...named, t('units.more', { count: more })] : named;
}

/** Who may use it, in words for a list of facts. */
export function visibilityWords({ visibility, chosenMemberIds, subjectId, ownerId }: Actor): string {
  const member = `<@${ownerId}>`;
  if (visibility === 'guild') return t('actor.everyone');
  if (visibility === 'ask') return subjectId ? t('actor.askPerson') : t('actor.askOwner', { member });
  if (visibility === 'owner' || chosenMemberIds.length === 0)
    return subjectId ? t('actor.onlyPerson') : t('actor.onlyOwner', { member });
  const chosen = chosenWords(chosenMemberIds);
  return subjectId ? t('actor.personAndMembers', { members: list(chosen) }) : list([member, ...chosen]);
}

/** The same as a sentence, after it was changed. */
export function sharedWords(
  { visibility, chosenMemberIds, subjectId, ownerId }: Actor,
  actor: string,
): string {
  const member = `<@${ownerId}>`;
  if (visibility === 'guild') return t('actor.sharedEveryone', { actor });
  if (visibility === 'ask')
    return subjectId ? t('actor.sharedAskPerson', { actor }) : t('actor.sharedAskOwner', { actor, member });
  if (visibility === 'owner' || chosenMemberIds.length === 0)
    return subjectId ? t('actor.sharedOnlyPerson', { actor }) : t('actor.sharedOnlyOwner', { actor, member });
  const chosen = chosenWords(chosenMemberIds);
  return subjectId
    ? t('actor.sharedPersonAndMembers', { actor, members: list(chosen) })
    : t('actor.sharedMembers', { actor, members: list([member, ...chosen]) });
}

/** Where the actor stands, and what comes next, in one sentence. */
export function standing(actor: Actor): string {
  const { missing, acceptable } = assess(actor.photos).lack;
  if (missing > 0) {
    return acceptable > 0
      ? `⚠ ${t('actor.needsMoreOrAccept', { missing })}`
      : `⚠ ${t('actor.needsMore', { missing, least: minPhotos })}`;
  }
  if (waitsForAdmin(actor)) return `⏳ ${t('actor.waitsForFace')}`;
  if (actor.consent.state === 'pending') {
    return actor.subjectId
      ? `⏳ ${t('actor.waitsForConsent', { person: `<@${actor.subjectId}>` })}`
      : `⏳ ${t('actor.waitsForAdmin')}`;
  }
  const version = activeVersionOf(actor);
  return `✓ ${version ? t('actor.trained', { version: version.number }) : t('actor.ready')}`;
}
