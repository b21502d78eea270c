import { expect, test } from 'vitest';
import { note } from '../views/components.ts';
import { defineButton, defineCommand, defineModal } from './command.ts';

const view = async () => note('good', 'done');
const request = async () => ({ guildId: 'g', channelId: 'c', memberId: 'm', prompt: 'a fox' });
const modal = { custom_id: 'ask:1', title: 'Ask', components: [] };
const base = { name: 'try', description: 'commands.generate', options: {} } as const;

// The mistakes below are found by the type check: an unused @ts-expect-error is an error there.
test('what a command, button or modal does is one thing', () => {
  expect(defineCommand({ ...base, visibility: 'public', execute: view })).toMatchObject({ kind: 'command' });
  // Opens a modal, or else answers.
  defineCommand({ ...base, visibility: 'private', execute: view, opens: async () => modal });
  defineCommand({ ...base, asks: request });
  // @ts-expect-error nobody would know who sees the answer
  defineCommand({ ...base, execute: view });
  // @ts-expect-error nothing happens
  defineCommand({ ...base, visibility: 'public' });
  // @ts-expect-error the request says whether it is private
  defineCommand({ ...base, asks: request, visibility: 'public' });
  // @ts-expect-error one of them would never be called
  defineCommand({ ...base, asks: request, execute: view, visibility: 'public' });

  defineButton({ name: 'go', answer: 'replace', execute: view });
  defineButton({ name: 'go', opens: async () => modal });
  defineButton({ name: 'go', asks: request });
  // @ts-expect-error a modal is no answer
  defineButton({ name: 'go', answer: 'private', opens: async () => modal });
  // @ts-expect-error one of them would never be called
  defineButton({ name: 'go', opens: async () => modal, asks: request });
  // @ts-expect-error nothing happens
  defineButton({ name: 'go' });

  defineModal({ name: 'ask', visibility: 'private', execute: view });
  defineModal({ name: 'ask', asks: request });
  // @ts-expect-error a modal can't open another
  defineModal({ name: 'ask', opens: async () => modal });
});

test('the types of options follow from their declaration', () => {
  defineCommand({
    ...base,
    options: {
      what: { kind: 'string', description: 'commands.generatePrompt', required: true },
      size: {
        kind: 'string',
        description: 'commands.generateShape',
        required: false,
        choices: [{ name: 'commands.generateShapeSquare', value: 's' }],
      },
      count: { kind: 'integer', description: 'commands.generateCount', required: false },
    },
    visibility: 'public',
    async execute({ options }) {
      const what: string = options.what;
      const size: 's' | undefined = options.size;
      // @ts-expect-error it may be left out
      const count: number = options.count;
      // @ts-expect-error there is no such option
      return note('plain', `${what}${size}${count}${options.colour}`);
    },
  });
});
