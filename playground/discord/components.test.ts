import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  CheckboxGroupBuilder,
  FileUploadBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  Routes,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { deferred, errorCode, errorOf, type Fixture, startBot } from './testing/bot-fixture.ts';

const open: Fixture[] = [];
afterEach(async () => {
  for (const fixture of open.splice(0)) await fixture.close();
});

const withBot: typeof startBot = async (...args) => {
  const bot = await startBot(...args);
  open.push(bot);
  return bot;
};

const picture = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

describe('components', () => {
  it('updates the message of a button in place and answers menus', async () => {
    const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('roll:1').setLabel('Re-roll').setStyle(ButtonStyle.Primary),
      new ButtonBuilder()
        .setCustomId('off')
        .setLabel('Off')
        .setStyle(ButtonStyle.Secondary)
        .setDisabled(true),
    );
    const menu = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
      new StringSelectMenuBuilder()
        .setCustomId('model')
        .setPlaceholder('Model')
        .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
    );
    const { member } = await withBot(async interaction => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({ content: 'first', components: [buttons, menu] });
      } else if (interaction.isButton()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: `rolled ${interaction.message.content}` });
      } else if (interaction.isStringSelectMenu()) {
        await interaction.update({ content: `chose ${interaction.values}`, components: [] });
      }
    });
    await member.command('/ping');
    const first = await member.waitForMessage(message => message.content === 'first');
    await expect(member.click(first, 'Off')).rejects.toThrow('disabled');
    await member.click(first, 'Re-roll');
    const rolled = await member.waitForMessage(message => message.content === 'rolled first');
    expect(rolled.id).toBe(first.id);
    await expect(member.click(rolled, 'model', ['3'])).rejects.toThrow('not in this menu');
    await member.click(rolled, 'Model', ['2']);
    const chosen = await member.waitForMessage(message => message.content === 'chose 2');
    expect(chosen.components).toEqual([]);
    expect(chosen.edited_timestamp).not.toBeNull();
    await expect(member.click(rolled, 'Re-roll')).rejects.toThrow('no such button');
  });
});

describe('modals', () => {
  const modal = () =>
    new ModalBuilder()
      .setCustomId('register')
      .setTitle('Register an actor')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('Photos')
          .setDescription('5 to 10')
          .setFileUploadComponent(
            new FileUploadBuilder().setCustomId('photos').setMinValues(2).setMaxValues(10),
          ),
        new LabelBuilder()
          .setLabel('Consent')
          .setCheckboxGroupComponent(
            new CheckboxGroupBuilder().setCustomId('consent').addOptions({ label: 'I agree', value: 'yes' }),
          ),
        new LabelBuilder()
          .setLabel('About')
          .setTextInputComponent(
            new TextInputBuilder().setCustomId('about').setStyle(TextInputStyle.Short).setRequired(false),
          ),
      );

  it('collects uploads, ticks and text', async () => {
    const submitted = deferred<unknown>();
    const png = await picture();
    const { member } = await withBot(async interaction => {
      if (interaction.isChatInputCommand()) return interaction.showModal(modal());
      const submit = interaction as ModalSubmitInteraction;
      await submit.deferReply({ flags: MessageFlags.Ephemeral });
      const files = [...(submit.fields.getUploadedFiles('photos')?.values() ?? [])];
      submitted.resolve({
        names: files.map(file => file.name),
        widths: files.map(file => file.width),
        same: png.equals(Buffer.from(await (await fetch(files[0]?.url ?? '')).arrayBuffer())),
        consent: submit.fields.getCheckboxGroup('consent'),
        about: submit.fields.getTextInputValue('about'),
      });
      return submit.editReply('thanks');
    });
    await member.command('/ping');
    const form = await member.waitForModal();
    expect(form.modal.title).toBe('Register an actor');
    const photo = (name: string) => ({ name, bytes: png });
    await expect(member.submit(form, { photos: [photo('a.png')], consent: ['yes'] })).rejects.toThrow(
      '“Photos” needs at least 2',
    );
    await expect(member.submit(form, { photos: [photo('a.png'), photo('b.png')] })).rejects.toThrow(
      '“Consent” needs an answer',
    );
    await member.submit(form, { photos: [photo('a.png'), photo('b.png')], consent: ['yes'], about: 'tall' });
    expect(await submitted.promise).toEqual({
      names: ['a.png', 'b.png'],
      widths: [20, 20],
      same: true,
      consent: ['yes'],
      about: 'tall',
    });
    await member.waitForMessage(message => message.content === 'thanks' && message.ephemeral);
  });

  it.each([
    ['no components', { components: [] }, 'BASE_TYPE_BAD_LENGTH'],
    ['a long title', { title: 'x'.repeat(46) }, 'BASE_TYPE_BAD_LENGTH'],
    [
      'six components',
      { components: Array.from({ length: 6 }, (_, i) => ({ type: 10, content: `${i}` })) },
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an upload outside a label',
      { components: [{ type: 1, components: [{ type: 19, custom_id: 'f' }] }] },
      '_errors',
    ],
    [
      'the same custom_id twice',
      {
        components: [1, 2].map(() => ({
          type: 18,
          label: 'Text',
          component: { type: 4, style: 1, custom_id: 'same' },
        })),
      },
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
  ])('are refused with %s', async (_what, more, code) => {
    const { member, outcome } = await withBot(i =>
      errorOf((i as ChatInputCommandInteraction).showModal({ ...modal().toJSON(), ...more } as never)),
    );
    await member.command('/ping');
    const error = await outcome;
    expect(error.code).toBe(50035);
    expect(JSON.stringify(error.rawError)).toContain(code);
  });

  it('cannot answer a modal', async () => {
    const second = deferred<unknown>();
    const { member } = await withBot(async i => {
      if (i.isChatInputCommand()) {
        const text = { type: 4, custom_id: 't', style: 1, label: 'Text' };
        return i.showModal({
          custom_id: 'm',
          title: 'M',
          components: [{ type: 1, components: [text] }],
        } as never);
      }
      const body = { type: 9, data: modal().toJSON() };
      const route = Routes.interactionCallback(i.id, i.token);
      second.resolve(await errorCode(i.client.rest.post(route, { body, auth: false })));
    });
    await member.command('/ping');
    await member.submit(await member.waitForModal(), { t: 'x' });
    expect(await second.promise).toBe(50035);
  });
});

describe('autocomplete', () => {
  const model = new SlashCommandBuilder()
    .setName('model')
    .setDescription('Model')
    .addStringOption(o => o.setName('name').setDescription('Name').setRequired(true).setAutocomplete(true))
    .toJSON();

  it('asks the bot on what has been typed', async () => {
    const { member } = await withBot(
      async interaction => {
        if (!interaction.isAutocomplete()) return;
        const typed = interaction.options.getFocused();
        await interaction.respond([{ name: `${typed}!`, value: typed }]);
      },
      { commands: [model] },
    );
    expect(await member.autocomplete('/model', 'name', { name: 'flu' })).toEqual([
      { name: 'flu!', value: 'flu' },
    ]);
  });

  it('gives nothing when the bot is silent, and refuses 26 choices', async () => {
    const { member, outcome } = await withBot(
      async interaction => {
        if (!interaction.isAutocomplete()) return undefined;
        const choices = Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` }));
        return errorCode(interaction.respond(choices));
      },
      { commands: [model], server: { ackDeadlineMs: 300 } },
    );
    expect(await member.autocomplete('/model', 'name')).toEqual([]);
    expect(await outcome).toBe(50035);
  });
});
