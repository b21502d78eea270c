import type { APIApplicationCommand } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../discord/members/client-protocol.ts';
import type { Api } from '../store/api.ts';
import { commandEntries, matchingEntries } from './command-entries.ts';
import {
  createDraft,
  fillAttachments,
  finishedOptions,
  firstProblem,
  hiddenOptions,
  partialOptions,
  removeAttachment,
  shownOptions,
} from './draft.ts';
import { optionProblem } from './option-values.ts';

const photos = Array.from({ length: 10 }, (_, n) => ({
  type: 11,
  name: `photo${n + 1}`,
  description: 'A photo',
}));
const commands = [
  {
    id: '1',
    name: 'actor',
    description: 'The cast',
    options: [
      {
        type: 1,
        name: 'register',
        description: 'Cast somebody',
        options: [{ type: 3, name: 'name', description: 'Name', required: true, min_length: 2 }, ...photos],
      },
      { type: 1, name: 'list', description: 'All of them' },
    ],
  },
  {
    id: '2',
    name: 'generate',
    contexts: [0],
    description: 'Make a picture',
    options: [
      { type: 3, name: 'prompt', description: 'Prompt', required: true },
      { type: 3, name: 'model', description: 'Model', autocomplete: true },
      { type: 4, name: 'steps', description: 'Steps', min_value: 1, max_value: 50 },
      { type: 3, name: 'shape', description: 'Shape', choices: [{ name: 'Square', value: 'square' }] },
    ],
  },
  { id: '3', name: 'settings', description: 'For admins', default_member_permissions: '32' },
  { id: '4', name: 'adult', description: 'Age-restricted', nsfw: true },
] as unknown as APIApplicationCommand[];

function snapshot(admin: boolean): Snapshot {
  const member = { id: '7', username: 'u', displayName: 'U', avatarUrl: '/a.png', admin, bot: false };
  return {
    guild: { id: '9', name: 'G' },
    memberId: '7',
    channels: [
      { id: '5', name: 'studio', topic: '', nsfw: false },
      { id: '6', name: 'dark', topic: '', nsfw: true },
      { id: '8', name: 'Bot', topic: '', nsfw: false, direct: true },
    ],
    members: [member],
    roles: [],
    installed: false,
    commands,
    botOnline: true,
    locale: 'en-US',
  };
}

function draftOf(label: string) {
  const entry = commandEntries(snapshot(true), '6').find(other => other.label === label);
  if (!entry) throw new Error(`no ${label}`);
  return createDraft(entry);
}

const files = (count: number) => Array.from({ length: count }, (_, n) => new File(['x'], `${n + 1}.jpg`));

describe('command entries', () => {
  it('lists subcommands and hides what the member or the channel may not use', () => {
    const labels = (admin: boolean, channel: string) =>
      commandEntries(snapshot(admin), channel).map(entry => entry.label);
    expect(labels(false, '5')).toEqual(['actor list', 'actor register', 'generate']);
    expect(labels(true, '6')).toEqual(['actor list', 'actor register', 'adult', 'generate', 'settings']);
    expect(labels(false, '8')).toEqual(['actor list', 'actor register']);
  });

  it('puts names that start with the typed text first', () => {
    const entries = commandEntries(snapshot(true), '5');
    expect(matchingEntries(entries, 'act reg').map(entry => entry.label)).toEqual(['actor register']);
    expect(matchingEntries(entries, 'g').map(entry => entry.label)[0]).toBe('generate');
  });
});

describe('a draft', () => {
  it('shows required options and offers the others', () => {
    const draft = draftOf('generate');
    draft.added.push('steps');
    expect(shownOptions(draft).map(option => option.name)).toEqual(['prompt', 'steps']);
    expect(hiddenOptions(draft).map(option => option.name)).toEqual(['model', 'shape']);
  });

  it('fills photos in order, names those without a place, and closes gaps', async () => {
    const draft = draftOf('actor register');
    expect(fillAttachments(draft, files(4))).toEqual([]);
    const problems = fillAttachments(draft, files(8));
    expect(problems).toEqual(['There is room for 10 files at most: 7.jpg, 8.jpg were left out.']);
    removeAttachment(draft, 'photo2');
    draft.values.set('name', { text: 'Nova' });
    const api = { upload: async (file: File) => ({ id: `up-${file.name}` }) } as unknown as Api;
    const sent = await finishedOptions(draft, api);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.name).toBe('register');
    expect(sent[0]?.options?.slice(0, 3)).toEqual([
      { name: 'name', value: 'Nova' },
      { name: 'photo1', value: 'up-1.jpg' },
      { name: 'photo2', value: 'up-3.jpg' },
    ]);
    expect(sent[0]?.options).toHaveLength(10);
  });

  it('refuses a file over 10 MB by name and keeps the others', () => {
    const draft = draftOf('actor register');
    const large = new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'large.jpg');
    expect(fillAttachments(draft, [large, ...files(1)])).toEqual([
      'large.jpg is 10.0 MB; one file may have 10 MB.',
    ]);
    expect(draft.values.get('photo1')?.text).toBe('1.jpg');
  });

  it('sends what is typed to autocomplete, with the other options that are valid', () => {
    const draft = draftOf('generate');
    draft.added.push('steps', 'model');
    draft.values.set('prompt', { text: 'a fox' });
    draft.values.set('steps', { text: '900' });
    draft.values.set('model', { text: 'fl' });
    expect(partialOptions(draft, 'model')).toEqual([
      { name: 'prompt', value: 'a fox' },
      { name: 'model', value: 'fl' },
    ]);
  });

  it('finds the first option that cannot be sent', () => {
    const draft = draftOf('generate');
    expect(firstProblem(draft)?.option.name).toBe('prompt');
    draft.values.set('prompt', { text: 'a fox' });
    expect(firstProblem(draft)).toBeUndefined();
    draft.values.set('shape', { text: 'round' });
    expect(firstProblem(draft)?.problem).toBe('Pick one of the suggestions.');
  });
});

describe('option problems', () => {
  const option = (name: string) => {
    const found = draftOf('generate').entry.options.find(other => other.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };

  it.each([
    ['1.5', 'Enter a whole number.'],
    ['0', 'At least 1.'],
    ['51', 'At most 50.'],
    ['many', 'Enter a number.'],
    [' ', 'Enter a number.'],
    ['50', undefined],
  ])('steps = %j: %s', (text, problem) => {
    expect(optionProblem(option('steps'), { text })).toBe(problem);
  });

  // As with /show: the label names the picture, the value is its short id.
  it('measures what a picked suggestion sends, not its label', () => {
    const prompt = option('prompt');
    const model = { ...option('model'), max_length: 4, min_length: 2 } as typeof prompt;
    expect(optionProblem(model, { text: 'a label that is long', picked: 'flux' })).toBeUndefined();
    expect(optionProblem(model, { text: 'a', picked: 'a value' })).toBe('At most 4 characters; these are 7.');
    expect(optionProblem(prompt, { text: '🦊'.repeat(6000) })).toBeUndefined();
  });

  it('counts the characters of a text', () => {
    expect(optionProblem(option('prompt'), { text: 'x'.repeat(6001) })).toMatch(/At most 6000 .* 6001/);
    expect(optionProblem(option('prompt'), { text: 'x'.repeat(6000) })).toBeUndefined();
  });
});
