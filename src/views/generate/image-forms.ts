import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Generation } from '../../services/generation/generation.ts';
import { t } from '../../words/words.ts';
import { label, type Modal, modal, plain } from '../components.ts';

const promptField = (value: string) =>
  label(t('generate.promptField'), {
    type: ComponentType.TextInput,
    custom_id: 'prompt',
    style: TextInputStyle.Paragraph,
    min_length: 1,
    max_length: 1_500,
    required: true,
    ...(value ? { value } : {}),
  });

export const promptModal = (customId: string, title: string, prompt: string): Modal =>
  modal(customId, title, [promptField(prompt)]);

const choice = (customId: string, options: { label: string; value: string; default?: boolean }[]) => ({
  type: ComponentType.StringSelect as const,
  custom_id: customId,
  options,
});

/** Asks once before an image is deleted, where the message that shows it takes no other question. */
export const deleteHereModal = ({ id, prompt }: Pick<Generation, 'id' | 'prompt'>): Modal =>
  modal(`delete-here:${id}`, t('generate.deleteHere'), [
    {
      type: ComponentType.TextDisplay,
      content: `> ${plain(prompt, 160)}\n${t('generate.deleteHereWords')}`,
    },
    label(
      t('generate.deleteHereSure'),
      choice('sure', [
        { label: t('generate.deleteNow'), value: 'yes', default: true },
        { label: t('generate.keep'), value: 'no' },
      ]),
    ),
  ]);

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
    return t('generate.noStart');
  }
  const by =
    modelName === undefined
      ? t('generate.madeByFirst')
      : modelName === madeBy
        ? t('generate.madeByModel', { model: plain(modelName) })
        : t('generate.madeByOther', { model: plain(modelName), before: plain(madeBy) });
  return `${by}\n${t('generate.whatStays')}${trained ? ` ${t('generate.trainedUnused')}` : ''}`;
}

/** Which of the images of an answer is meant, where there are several. */
const pictureField = (pictures: number) =>
  pictures > 1
    ? [
        label(
          t('generate.whichImage'),
          choice(
            'picture',
            Array.from({ length: pictures }, (_, at) => ({
              label: t('generate.imageNth', { n: at + 1 }),
              value: String(at),
              default: at === 0,
            })),
          ),
        ),
      ]
    : [];

export const changeField = () =>
  label(t('generate.changeField'), {
    type: ComponentType.TextInput,
    custom_id: 'change',
    style: TextInputStyle.Paragraph,
    placeholder: t('generate.changeExample'),
    min_length: 1,
    max_length: 1_500,
    required: true,
  });

/** Asks what should be different in an image. */
export const changeModal = (id: string, pictures: number): Modal =>
  modal(`change:${id}`, t('generate.changeTitle'), [...pictureField(pictures), changeField()]);

/** Asks how different the variations should be, and from which picture if there are several. */
export const variationsModal = (id: string, pictures: number, plan: VariationPlan): Modal =>
  modal(`variations:${id}`, t('generate.variationsTitle'), [
    { type: ComponentType.TextDisplay, content: variationWords(plan) },
    ...pictureField(pictures),
    label(
      t('generate.howDifferent'),
      choice('strength', [
        { label: t('generate.aLittle'), value: '0.35' },
        { label: t('generate.clearly'), value: '0.6', default: true },
        { label: t('generate.aLot'), value: '0.85' },
      ]),
    ),
  ]);
