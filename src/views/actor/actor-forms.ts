import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { type Actor, maxPhotos } from '../../services/actors/actor.ts';
import { consentText, statementText } from '../../services/actors/consent-text.ts';
import { actorNameMost } from '../../services/actors/new-actor.ts';
import { t } from '../../words/words.ts';
import { label, type Modal, modal } from '../components.ts';

const photoUpload = (min: number, max: number) => ({
  type: ComponentType.FileUpload as const,
  custom_id: 'photos',
  min_values: min,
  max_values: max,
  required: true,
});

/** The form's ref when the person shown is outside the server. */
export const outsideRef = 'outside';

const line = (name: string, label_: string, most: number, value: string | undefined, required: boolean) =>
  label(label_, {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Short,
    max_length: most,
    required,
    ...(value ? { value } : {}),
  });

const words = (content: string) => ({ type: ComponentType.TextDisplay as const, content });

/** The form behind `/actor register` without photos. Its ref is the member shown; empty means the caller. */
export function registerModal(form: {
  name: string;
  about?: string | undefined;
  statement?: string | undefined;
  subject: { id: string } | 'outside' | undefined;
}): Modal {
  const { subject } = form;
  const consentFields =
    subject === 'outside'
      ? [words(statementText.text), line('statement', t('actor.formStatement'), 500, form.statement, true)]
      : subject
        ? []
        : [
            words(consentText.text),
            label(t('actor.formConsent'), {
              type: ComponentType.CheckboxGroup,
              custom_id: 'consent',
              min_values: 0,
              max_values: 1,
              required: false,
              options: [{ label: t('actor.agree'), value: 'agree' }],
            }),
          ];
  const ref = subject === 'outside' ? outsideRef : (subject?.id ?? '');
  return modal(`register:${ref}`, t('actor.formTitle'), [
    line('name', t('actor.formName'), actorNameMost, form.name, true),
    label(t('actor.formPhotos'), photoUpload(1, maxPhotos), t('actor.formPhotosHow')),
    line('about', t('actor.formAbout'), 300, form.about, false),
    ...consentFields,
  ]);
}

export function addPhotosModal(actor: Actor): Modal {
  const room = Math.max(1, maxPhotos - actor.photos.length);
  return modal(`add-photos:${actor.id}`, t('actorPhotos.addTitle'), [
    label(t('actorPhotos.addField'), photoUpload(1, room), t('actorPhotos.addHow', { most: room })),
  ]);
}
