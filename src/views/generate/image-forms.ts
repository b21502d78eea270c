import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { cutText } from '../../cut-text.ts';
import { label, type Modal, plain } from '../components.ts';

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

/** Characters of a form's title that Discord takes. */
const titleMost = 45;

export const promptModal = (customId: string, title: string, prompt: string): Modal => ({
  custom_id: customId,
  title: cutText(title, titleMost),
  components: [promptField(prompt)],
});

const choice = (customId: string, options: { label: string; value: string; default?: boolean }[]) => ({
  type: ComponentType.StringSelect as const,
  custom_id: customId,
  options,
});

/** What variations will be made with. */
export interface VariationPlan {
  /** The model that starts from a picture; null if none is served now, undefined if that is not known yet. */
  modelName: string | null | undefined;
  /** The model that made the image. */
  madeBy: string;
  /** The image was made with a trained version of an actor. */
  trained: boolean;
}

/** What stays as it was, and what does not. */
function variationWords({ modelName, madeBy, trained }: VariationPlan): string {
  if (modelName === null) {
    return 'No model that starts from a picture is available right now, so these are made from the same words with new seeds.';
  }
  const other = modelName !== undefined && modelName !== madeBy ? `, not by **${plain(madeBy)}**` : '';
  const by =
    modelName === undefined ? 'the first model that starts from a picture' : `**${plain(modelName)}**`;
  return (
    `Made by ${by}${other}.\n` +
    'The prompt, the negative prompt and the shape stay. Steps and guidance are that model’s own, and the seeds are new.' +
    (trained ? ' The likeness comes from the picture; the trained version isn’t used.' : '')
  );
}

/** Which of the images of an answer is meant, where there are several. */
const pictureField = (pictures: number) =>
  pictures > 1
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
    : [];

export const changeField = () =>
  label('What should change', {
    type: ComponentType.TextInput,
    custom_id: 'change',
    style: TextInputStyle.Paragraph,
    placeholder: 'Make it night, with snow on the roofs',
    min_length: 1,
    max_length: 1_500,
    required: true,
  });

/** Asks what should be different in an image. */
export const changeModal = (id: string, pictures: number): Modal => ({
  custom_id: `change:${id}`,
  title: 'Change an image with words',
  components: [...pictureField(pictures), changeField()],
});

/** Asks how different the variations should be, and from which picture if there are several. */
export const variationsModal = (id: string, pictures: number, plan: VariationPlan): Modal => ({
  custom_id: `variations:${id}`,
  title: 'Four variations',
  components: [
    { type: ComponentType.TextDisplay, content: variationWords(plan) },
    ...pictureField(pictures),
    label(
      'How different should they be?',
      choice('strength', [
        { label: 'A little', value: '0.35' },
        { label: 'Clearly', value: '0.6', default: true },
        { label: 'A lot', value: '0.85' },
      ]),
    ),
  ],
});
