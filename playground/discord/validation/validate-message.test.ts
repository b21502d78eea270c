import { DiscordAPIError, MessageFlags, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from '../state/world.ts';
import { type Fixture, startFixture } from '../testing/bot-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({ server: { messageBucket: { limit: 1000, windowMs: 60_000 } } });
});
afterAll(() => fixture.close());

const post = (body: object) => fixture.rest.post(Routes.channelMessages(ids.channels.studio), { body });
/** The codes with which a message is refused; none where it is taken. */
async function refusal(body: object): Promise<string> {
  try {
    await post(body);
    return '';
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    return `${error.code} ${JSON.stringify(error.rawError)}`;
  }
}

const row = (...components: object[]) => ({ content: 'x', components: [{ type: 1, components }] });
const button = (more: object = {}) => ({ type: 2, style: 1, custom_id: 'a', label: 'A', ...more });
const link = (more: object) => ({ type: 2, style: 5, label: 'A', ...more });
const option = (value: string, more: object = {}) => ({ label: value, value, ...more });
const select = (options: object[], more: object = {}) => ({ type: 3, custom_id: 's', options, ...more });
const v2 = (...components: object[]) => ({ flags: MessageFlags.IsComponentsV2, components });
const text = (content: string, more: object = {}) => ({ type: 10, content, ...more });
const gallery = (url: string) => ({ type: 12, items: [{ media: { url } }] });
const fox = '🦊';
const half = fox.slice(0, 1);

// Discord's API is in Python and counts code points: discord-api-docs #1315.
describe('lengths count code points', () => {
  it.each([
    ['content', (n: number) => ({ content: fox.repeat(n) }), 2000],
    ['a label', (n: number) => row(button({ label: fox.repeat(n) })), 80],
    ['a custom id', (n: number) => row(button({ custom_id: fox.repeat(n) })), 100],
    ['text', (n: number) => v2(text(fox.repeat(n))), 4000],
    ['a title', (n: number) => ({ embeds: [{ title: fox.repeat(n) }] }), 256],
    [
      'embeds together',
      (n: number) => ({ embeds: [{ description: fox.repeat(4000) }, { description: fox.repeat(n - 4000) }] }),
      6000,
    ],
  ])('of %s', async (_what, body, most) => {
    expect(await refusal(body(most))).toBe('');
    expect(await refusal(body(most + 1))).toMatch(/^50035/);
  });
});

// discord-api-docs #6561: half a pair is not representable in UTF-8.
describe('half of a surrogate pair is refused', () => {
  it.each([
    ['content', { content: `a${half}` }],
    ['a label', row(button({ label: half }))],
    ['a custom id', row(button({ custom_id: `id${half}` }))],
    ['a link', row(link({ url: `https://example.org/${half}` }))],
    ['text', v2(text(`a${half}b`))],
    ['an embed', { embeds: [{ fields: [{ name: 'a', value: fox.slice(1) }] }] }],
    ['what a picture is described with', { content: 'x', attachments: [{ id: '0', description: half }] }],
  ])('in %s', async (_what, body) => {
    expect(await refusal(body)).toMatch(/^50035 .*surrogate/);
  });

  it('but whole pairs are text', async () => {
    expect(await refusal({ content: `a${fox}` })).toBe('');
  });
});

describe('blank text is no text', () => {
  it.each([
    ['content of spaces', { content: ' \n ' }, /^50006/],
    ['a label of spaces', row(button({ label: '  ' })), /^50035 .*BASE_TYPE_REQUIRED/],
    ['a button without label and emoji', row(button({ label: undefined })), /^50035 .*BASE_TYPE_REQUIRED/],
    ['text of spaces', v2(text('  ')), /^50035 .*BASE_TYPE_REQUIRED/],
    ['an embed that shows nothing', { embeds: [{ color: 1 }] }, /^50035 .*BASE_TYPE_REQUIRED/],
    [
      'an embed’s field',
      { embeds: [{ fields: [{ name: ' ', value: 'v' }] }] },
      /^50035 .*BASE_TYPE_REQUIRED/,
    ],
  ])('%s', async (_what, body, expected) => {
    expect(await refusal(body)).toMatch(expected);
  });

  it('a button may have an emoji alone', async () => {
    expect(await refusal(row(button({ label: undefined, emoji: { name: '🎲' } })))).toBe('');
  });
});

describe('buttons and menus', () => {
  it.each([
    ['a link elsewhere', row(link({ url: 'ftp://example.org' })), 'URL_TYPE_INVALID_SCHEME'],
    ['a link that runs', row(link({ url: 'javascript:alert(1)' })), 'URL_TYPE_INVALID_SCHEME'],
    ['a link that is none', row(link({ url: 'example' })), 'BASE_TYPE_INVALID'],
    ['a link of 513', row(link({ url: `https://a.org/${'x'.repeat(499)}` })), 'BASE_TYPE_BAD_LENGTH'],
    ['a link without url', row(link({})), 'BUTTON_COMPONENT_URL_REQUIRED'],
    ['a link with an id', row(link({ url: 'https://a.org', custom_id: 'a' })), 'MUTUALLY_EXCLUSIVE'],
    ['a button without id', row(button({ custom_id: undefined })), 'CUSTOM_ID_REQUIRED'],
    ['an empty id', row(button({ custom_id: '' })), 'BASE_TYPE_BAD_LENGTH'],
    ['two of one id', row(button(), button()), 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    ['a word as emoji', row(button({ emoji: { name: 'black_nib' } })), 'BUTTON_COMPONENT_INVALID_EMOJI'],
    ['two emoji', row(button({ emoji: { name: '🎲🎲' } })), 'BUTTON_COMPONENT_INVALID_EMOJI'],
    [
      'an emoji of elsewhere',
      row(button({ emoji: { id: '41771983429993937', name: 'LUL' } })),
      'INVALID_EMOJI',
    ],
    ['an emoji that is no object', row(button({ emoji: '🎲' })), 'BASE_TYPE_INVALID'],
    ['an option’s emoji', row(select([option('a', { emoji: { name: 'x' } })])), 'INVALID_EMOJI'],
    ['two options of one value', row(select([option('a'), option('a')])), 'OPTION_VALUE_DUPLICATED'],
    ['more choices than options', row(select([option('a')], { max_values: 2 })), 'BOUNDS_INVALID'],
    ['a minimum above the maximum', row(select([option('a')], { min_values: 2 })), 'BOUNDS_INVALID'],
    [
      'two defaults where one is chosen',
      row(select([option('a', { default: true }), option('b', { default: true })])),
      'BOUNDS_INVALID',
    ],
    ['26 options', row(select([...Array(26).keys()].map(n => option(`${n}`)))), 'BASE_TYPE_BAD_LENGTH'],
    ['an empty row', row(), 'BASE_TYPE_BAD_LENGTH'],
  ])('%s', async (_what, body, code) => {
    expect(await refusal(body)).toMatch(new RegExp(`^50035 .*${code}`));
  });

  it.each([
    ['a link within Discord', row(link({ url: 'discord://-/settings' }))],
    ['an emoji without its variation selector', row(button({ emoji: { name: '❤' } }))],
    ['an emoji of several people', row(button({ emoji: { name: '👩‍👩‍👧' } }))],
    ['a flag', row(button({ emoji: { name: '🇩🇪' } }))],
  ])('%s is fine', async (_what, body) => {
    expect(await refusal(body)).toBe('');
  });
});

describe('pictures, embeds and mentions', () => {
  it.each([
    ['a gallery from a file', v2(gallery('file:///etc/passwd')), 'URL_TYPE_INVALID_SCHEME'],
    [
      'a file from the web',
      v2({ type: 13, file: { url: 'https://a.org/a.txt' } }),
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['an embed’s address', { embeds: [{ title: 'a', url: 'ftp://a.org' }] }, 'URL_TYPE_INVALID_SCHEME'],
    ['an embed’s picture', { embeds: [{ image: { url: 'data:image/png;base64,aa' } }] }, 'INVALID_SCHEME'],
    [
      'two components of one number',
      v2(text('a', { id: 7 }), text('b', { id: 7 })),
      'COMPONENT_ID_DUPLICATED',
    ],
    [
      'parse and names together',
      { content: 'x', allowed_mentions: { parse: ['users'], users: [ids.members.theo] } },
      'mutually exclusive',
    ],
    ['a nonce of 26', { content: 'x', nonce: 'n'.repeat(26) }, 'BASE_TYPE_BAD_LENGTH'],
  ])('%s', async (_what, body, code) => {
    expect(await refusal(body)).toMatch(new RegExp(`^50035 .*${code}`));
  });
});
