import { type Actor, activeVersionOf, minPhotos, waitsForAdmin } from '../../services/actors/actor.ts';
import { assess } from '../../services/photos/assess.ts';

export const photosWord = (count: number) => `${count} ${count === 1 ? 'photo' : 'photos'}`;

/** Who may use it, in words. */
export function visibilityWords({ visibility, chosenMemberIds, subjectId, ownerId }: Actor): string {
  const principal = subjectId ? 'the person shown' : `<@${ownerId}>`;
  if (visibility === 'guild') return 'everyone in this server';
  if (visibility === 'ask') return `everyone in this server, and ${principal} approves each request`;
  if (visibility === 'owner' || chosenMemberIds.length === 0) return `only ${principal}`;
  const named = chosenMemberIds.slice(0, 20).map(id => `<@${id}>`);
  const more = chosenMemberIds.length > 20 ? ` and ${chosenMemberIds.length - 20} more` : '';
  return `${principal} and ${named.join(', ')}${more}`;
}

/** Where the actor stands, and what comes next, in one sentence. */
export function standing(actor: Actor): string {
  const { missing, acceptable } = assess(actor.photos).lack;
  if (missing > 0) {
    const more = `⚠ Needs ${missing} more usable ${missing === 1 ? 'photo' : 'photos'} before training`;
    return acceptable > 0
      ? `${more}: add some, or accept those with warnings (\`/actor photos\`).`
      : `${more} (at least ${minPhotos} are needed).`;
  }
  if (waitsForAdmin(actor))
    return '⏳ Waiting for an admin, because its face is already registered in this server.';
  if (actor.consent.state === 'pending') {
    return actor.subjectId
      ? `⏳ Waiting for the consent of <@${actor.subjectId}>.`
      : '⏳ Waiting for an admin, because the person shown isn’t in this server.';
  }
  const version = activeVersionOf(actor);
  if (version) return `✓ Trained: version ${version.number}. Ready for \`/generate\`.`;
  return '✓ Ready for `/generate`, from the photos. `/train start` trains a model for a closer likeness.';
}
