import { mayChangePhotos } from '../../services/actors/access.ts';
import { consentText } from '../../services/actors/consent-text.ts';
import type { PhotoReport } from '../../services/actors/registration.ts';
import type { Services } from '../../services/index.ts';
import type { OnChecked } from '../../services/photos/photos-service.ts';
import { nextSteps } from '../../views/actor/actor-view.ts';
import { standing } from '../../views/actor/actor-words.ts';
import { contactSheet, numbered, type SheetTile } from '../../views/actor/contact-sheet.ts';
import { sharedFaceWords } from '../../views/actor/face-view.ts';
import { checkingPhotosView, lettersOf, photoReportView } from '../../views/actor/photo-report-view.ts';
import type { View } from '../../views/components.ts';
import type { AnsweringCall } from '../command.ts';

/** Shows how far the check of the photos is. */
export const showChecks =
  (progress: AnsweringCall['progress']): OnChecked =>
  (done, total) => {
    if (done < total) progress(checkingPhotosView(done, total));
  };

/** The report about an actor's photos after they changed, for this member. */
export async function reportOf(
  services: Services,
  { actor, outcomes }: PhotoReport,
  memberId: string,
): Promise<View> {
  const letters = lettersOf(outcomes);
  const refused = outcomes.flatMap((outcome, index): SheetTile[] =>
    'refused' in outcome && outcome.tile ? [{ ...outcome.tile, badge: letters[index] ?? '' }] : [],
  );
  const tiles = [...numbered(await services.photos.tiles(actor.photos)), ...refused];
  const mayAgree = actor.consent.state === 'pending' && actor.subjectId === memberId;
  return photoReportView(actor, outcomes, {
    sheet: tiles.length > 0 ? await contactSheet(tiles) : undefined,
    next: nextSteps(actor, memberId),
    standing: standing(actor),
    consent: mayAgree ? consentText.text : undefined,
    face: sharedFaceWords(actor, await services.actors.sharingFace(actor), memberId),
    mayMend: mayChangePhotos(actor, memberId),
  });
}
