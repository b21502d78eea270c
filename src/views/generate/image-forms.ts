import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { label, type Modal } from '../components.ts';

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

/** Asks how different the variations should be, and from which picture if there are several. */
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
