import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { ShownPicture } from '../../services/generation/archive/archive.ts';
import type { Generation } from '../../services/generation/generation.ts';
import type { GenerationProgress, GenerationResult } from '../../services/generation/generation-service.ts';
import { bar, button, card, gallery, label, type Modal, plain, row, text, type View } from '../components.ts';

const promptField = (value: string) =>
  label('Prompt', {
    type: ComponentType.TextInput,
    custom_id: 'prompt',
    style: TextInputStyle.Paragraph,
    min_length: 1,
    max_length: 1_500,
    required: true,
    ...(value ? { value } : {}),
  });

export const promptModal = (customId: string, title: string, prompt: string): Modal => ({
  custom_id: customId,
  title,
  components: [promptField(prompt)],
});

const choice = (customId: string, options: { label: string; value: string; default?: boolean }[]) => ({
  type: ComponentType.StringSelect as const,
  custom_id: customId,
  options,
});

/** Asks how far the variations may be from a picture, and from which where there are several. */
export const variationsModal = (id: string, pictures: number): Modal => ({
  custom_id: `variations:${id}`,
  title: 'Four variations',
  components: [
    ...(pictures > 1
      ? [
          label(
            'Of which image',
            choice(
              'picture',
              Array.from({ length: pictures }, (_, at) => ({
                label: `Image ${at + 1}`,
                value: String(at),
                default: at === 0,
              })),
            ),
          ),
        ]
      : []),
    label(
      'How different',
      choice('strength', [
        { label: 'A little', value: '0.35' },
        { label: 'Clearly', value: '0.6', default: true },
        { label: 'A lot', value: '0.85' },
      ]),
    ),
  ],
});

function stateOf({ total, done, started, ahead, etaSeconds, wait }: GenerationProgress): string {
  if (wait && done === 0) {
    const seconds = Math.ceil(wait.seconds);
    return wait.warmingUp
      ? `The model is warming up; about ${seconds} s more.`
      : `Hugging Face asks to wait ${seconds} s.`;
  }
  if (started || ahead === undefined) return `${bar(done, total, 12)} ${done} of ${total}`;
  const place =
    ahead === 0 ? 'Next in the queue' : `In the queue, ${ahead} ${ahead === 1 ? 'image' : 'images'} ahead`;
  return etaSeconds === undefined ? `${place}.` : `${place}; begins in about ${etaSeconds} s.`;
}

/** Where a request stands while its images are made. */
export function waitingView(progress: GenerationProgress): View {
  const what = progress.total === 1 ? 'your image' : `your ${progress.total} images`;
  return card(
    'plain',
    text(`**Making ${what}…**\n${stateOf(progress)}`),
    ...(progress.waiting ? [row(button('cancel', progress.id, { label: 'Cancel' }))] : []),
  );
}

export const cancelledView = (): View => card('plain', text('Cancelled. What had not begun is not made.'));

/** For the channel, where a private result could not be given to its member in any other way. */
export const privateImageReadyView = ({ id }: Generation): View =>
  card(
    'plain',
    text('Your private images are ready.'),
    row(button('gallery-image', id, { label: 'Show them to me', style: 'primary' })),
  );

/** What can be done with an image next. In direct messages nothing new is made: there is no server to make it for. */
export const imageActions = ({ id }: Generation, { direct }: { direct: boolean }) =>
  row(
    ...(direct
      ? []
      : [
          button('reroll', id, { label: 'Re-roll', emoji: '🎲' }),
          button('variations', id, { label: 'Variations', emoji: '🎨' }),
          button('edit-prompt', id, { label: 'Edit prompt', emoji: '✏️' }),
        ]),
    button('details', id, { label: 'Details' }),
    button('delete-image', id, { label: 'Delete', emoji: '🗑️' }),
  );

/** A posted answer: the pictures, what they were made with, and what can be done next. */
export function imageView(
  { record, images, missing, named }: GenerationResult,
  { direct = false }: { direct?: boolean } = {},
): View {
  const { settings, actor } = record;
  const [first] = record.images;
  const facts = [
    actor ? actorName(actor) : undefined,
    record.modelName,
    `seed ${first?.seed ?? settings.seed}${record.images.length > 1 ? ' and on' : ''}`,
    `${settings.steps} steps`,
    `guidance ${settings.guidance}`,
    `${settings.width} × ${settings.height}`,
  ].filter(fact => fact !== undefined);
  const price =
    record.tokens === 0
      ? 'From the cache: free'
      : `${record.tokens} ${record.tokens === 1 ? 'token' : 'tokens'} of today’s budget`;
  const notices = [
    record.tokenLimit !== undefined && record.promptTokens > record.tokenLimit
      ? `⚠ This model reads ${record.tokenLimit} tokens of a prompt; yours has ${record.promptTokens}. The end of it was not read.`
      : undefined,
    actor?.standIn
      ? `⚠ ${plain(actor.name)} was trained by a stand-in: nothing was really learned.`
      : undefined,
    actor?.preview
      ? `⚠ A preview from one of ${plain(actor.name)}’s photos: nothing is trained yet. \`/train start\` teaches a model the likeness.`
      : undefined,
    settings.reference && !actor?.preview ? 'Variations of an earlier image.' : undefined,
    record.request === 'variations' && !settings.reference
      ? 'No model that starts from a picture is served now, so these are from the same words.'
      : undefined,
    named
      ? `**${plain(named)}** is an actor here. Choose them as \`actor\` to have them in the image.`
      : undefined,
    ...missing.map(reason => `✕ One image is missing: ${reason}`),
  ].filter(notice => notice !== undefined);
  const names = images.map((_, index) => `image-${index + 1}.png`);
  return {
    ...card(
      'plain',
      text(`> ${plain(record.prompt, 400)}`),
      gallery(names.map((name, index) => ({ name, alt: altText(record, index) }))),
      text([facts.join(' · '), ...notices, `-# ${price} · for <@${record.memberId}>`].join('\n')),
      imageActions(record, { direct }),
    ),
    files: images.map((bytes, index) => ({
      name: names[index] as string,
      bytes,
      description: altText(record, index),
    })),
  };
}

/** Whom it shows, and by which version. */
export const actorName = ({ name, version, preview }: NonNullable<Generation['actor']>): string =>
  `**${plain(name)}**${preview ? ' (preview)' : version > 0 ? ` v${version}` : ''}`;

/** What a picture is, for those who cannot see it. */
export function altText({ prompt, actor, images }: Generation, index: number): string {
  const which = images.length > 1 ? `Image ${index + 1} of ${images.length}` : 'Image';
  return `${which}${actor ? ` of ${actor.name}` : ''} made from the prompt: ${prompt}`.slice(0, 1_000);
}

/** Every setting of an image, for whoever wants to make it again. */
export function detailsView(record: Generation): View {
  const { settings, actor } = record;
  const lines = [
    `**Prompt as sent** ${plain(settings.prompt, 1_000)}`,
    settings.negative ? `**Negative** ${plain(settings.negative, 500)}` : undefined,
    `**Model** \`${settings.model}\` at \`${settings.modelRevision.slice(0, 12)}\``,
    actor
      ? `**Actor** ${plain(actor.name)}${actor.preview ? ', a preview from a photo' : actor.version > 0 ? `, version ${actor.version}` : ''}`
      : undefined,
    settings.lora
      ? `**LoRA** \`${settings.lora.repo}\` at \`${settings.lora.revision.slice(0, 12)}\`, strength ${settings.lora.scale}`
      : undefined,
    settings.reference ? `**Starts from a picture**, strength ${settings.reference.strength}` : undefined,
    `**Seed** ${record.images.map(image => image.seed).join(', ')}`,
    `**Steps** ${settings.steps} · **Guidance** ${settings.guidance} · **Size** ${settings.width} × ${settings.height}`,
    `**Made** <t:${Math.floor(record.createdAt / 1000)}:f> by <@${record.memberId}>`,
    `-# Image ${record.id}. The same settings are in the file itself, as PNG text.`,
  ].filter(line => line !== undefined);
  return card('plain', text(`### Settings\n${lines.join('\n')}`));
}

/** Why a picture is not shown, as a sentence. */
export const withheldWords: Record<Extract<ShownPicture, { withheld: string }>['withheld'], string> = {
  'too-sexual':
    'Not shown in this channel: only in one that is restricted to adults and where admins allow it.',
  unchecked: 'Not shown, because the safety check did not work just now. Try again in a few minutes.',
  missing: 'The picture is not kept any more.',
};

/** A view with the pictures of the generation in front, as far as they may be shown here. */
export function withPictures(view: View, record: Generation, pictures: ShownPicture[]): View {
  const shown = pictures.flatMap((picture, at) =>
    'bytes' in picture
      ? [{ name: `image-${at + 1}.png`, bytes: picture.bytes, description: altText(record, at) }]
      : [],
  );
  const withheld = new Set(pictures.flatMap(picture => ('withheld' in picture ? [picture.withheld] : [])));
  const reasons = [...withheld].map(why => `⚠ ${withheldWords[why]}`);
  return {
    ...view,
    components: [
      ...(shown.length > 0
        ? card('plain', gallery(shown.map(({ name, description }) => ({ name, alt: description }))))
            .components
        : []),
      ...(reasons.length > 0 ? card('warn', text(reasons.join('\n'))).components : []),
      ...view.components,
    ],
    files: shown,
  };
}

export const deletedView = (): View => card('plain', text('Deleted.'));
