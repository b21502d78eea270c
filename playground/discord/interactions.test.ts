import {
  AttachmentBuilder,
  type ChatInputCommandInteraction,
  ContainerBuilder,
  MessageFlags,
  Routes,
  SlashCommandBuilder,
} from 'discord.js';
import { InteractionCallbackResponseSchema, MessageResponseSchema } from 'discord-api-spec/zod';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { connectMember } from './members/member-client.ts';
import { ids } from './state/world.ts';
import { errorCode, type Fixture, startBot } from './testing/bot-fixture.ts';

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

describe('answers to a command', () => {
  it('shows "thinking…" and then the edit with a picture in a container', async () => {
    const png = await picture();
    const { member, outcome } = await withBot(async interaction => {
      if (!interaction.isChatInputCommand()) throw new Error('not a command');
      const response = await interaction.deferReply({ withResponse: true });
      expect(response.interaction.responseMessageLoading).toBe(true);
      const container = new ContainerBuilder()
        .addTextDisplayComponents(text => text.setContent('## Nova'))
        .addMediaGalleryComponents(gallery =>
          gallery.addItems(item => item.setURL('attachment://nova.png').setDescription('Nova')),
        );
      return interaction.editReply({
        components: [container],
        flags: MessageFlags.IsComponentsV2,
        files: [new AttachmentBuilder(png, { name: 'nova.png', description: 'A drawn face' })],
      });
    });
    const { interactionId } = await member.command('/ping');
    const thinking = await member.waitForMessage(message => message.loading);
    expect(thinking.ephemeral).toBe(false);
    const shown = await member.waitForMessage(message => message.id === thinking.id && !message.loading);
    expect(await member.waitForInteraction(interactionId)).toMatchObject({ state: 'acknowledged' });
    expect(shown).toMatchObject({
      type: 20,
      edited_timestamp: null,
      attachments: [
        {
          filename: 'nova.png',
          width: 20,
          height: 10,
          content_type: 'image/png',
          description: 'A drawn face',
        },
      ],
      interaction_metadata: { name: 'ping', user: { id: ids.members.mara } },
    });
    const { loading: _loading, ephemeral: _ephemeral, ...answer } = shown;
    expect(MessageResponseSchema.safeParse(answer)).toMatchObject({ success: true });
    const [text] = JSON.stringify(shown.components).match(/http[^"]*nova\.png[^"]*/) ?? [];
    const bytes = Buffer.from(await (await fetch(text ?? '')).arrayBuffer());
    expect(bytes.equals(png)).toBe(true);
    expect((await outcome).attachments.size).toBe(1);
  });

  it('passes options on with what they name resolved', async () => {
    const cast = new SlashCommandBuilder()
      .setName('cast')
      .setDescription('Cast')
      .addSubcommand(sub =>
        sub
          .setName('add')
          .setDescription('Add')
          .addUserOption(o => o.setName('who').setDescription('Who').setRequired(true))
          .addAttachmentOption(o => o.setName('photo').setDescription('Photo'))
          .addIntegerOption(o => o.setName('count').setDescription('Count').setMaxValue(4))
          .addBooleanOption(o => o.setName('private').setDescription('Private')),
      );
    const { member, outcome } = await withBot(
      async i => {
        const interaction = i as ChatInputCommandInteraction<'cached'>;
        await interaction.reply({ content: 'ok', flags: MessageFlags.Ephemeral });
        const photo = interaction.options.getAttachment('photo', true);
        return {
          sub: interaction.options.getSubcommand(),
          who: interaction.options.getMember('who')?.displayName,
          count: interaction.options.getInteger('count'),
          private: interaction.options.getBoolean('private'),
          photo: { name: photo.name, type: photo.contentType, bytes: await (await fetch(photo.url)).text() },
          member: interaction.member.displayName,
          isAdmin: interaction.memberPermissions.has('Administrator'),
          channel: interaction.channel?.name,
          limit: interaction.attachmentSizeLimit,
          locale: interaction.locale,
        };
      },
      { commands: [cast.toJSON()] },
    );
    await member.command('/cast add', {
      who: ids.members.priya,
      photo: { name: 'note.json', bytes: Buffer.from('{ "a": 1 }') },
      count: 3,
      private: true,
    });
    expect(await outcome).toEqual({
      sub: 'add',
      who: 'Priya',
      count: 3,
      private: true,
      photo: { name: 'note.json', type: 'application/json; charset=utf-8', bytes: '{ "a": 1 }' },
      member: 'Mara',
      isAdmin: true,
      channel: 'studio',
      limit: 10 * 1024 * 1024,
      locale: 'en-US',
    });
    await expect(member.command('/cast add', {})).rejects.toThrow('“who” is required');
    await expect(member.command('/cast add', { who: 'nobody' })).rejects.toThrow('must be a member');
    await expect(member.command('/cast add', { who: ids.members.theo, count: 9 })).rejects.toThrow(
      'at most 4',
    );
  });

  it('shows ephemeral answers to nobody else', async () => {
    const { server, member, outcome } = await withBot(async i => {
      const interaction = i as ChatInputCommandInteraction;
      await interaction.reply({ content: 'for you', flags: MessageFlags.Ephemeral });
      await interaction.followUp('for all');
      return (await interaction.fetchReply()).id;
    });
    const theo = await connectMember(server.url, ids.members.theo);
    await member.command('/ping');
    const mine = await member.waitForMessage(message => message.content === 'for you');
    expect(mine.ephemeral).toBe(true);
    await theo.waitForMessage(message => message.content === 'for all');
    expect(theo.events.filter(event => event.type === 'message-create')).toHaveLength(1);
    expect((await theo.messages()).map(each => each.content)).toEqual(['for all']);
    expect((await member.messages()).map(each => each.content)).toEqual(['for you', 'for all']);
    expect(await outcome).toBe(mine.id);
    await theo.close();
  });

  it.each([
    ['a private deferral', MessageFlags.Ephemeral, undefined, true],
    ['a public deferral, though it asks to be private', undefined, MessageFlags.Ephemeral, false],
  ] as const)(
    'lets the first follow-up take the place of %s',
    async (_what, deferral, followUp, ephemeral) => {
      const { member } = await withBot(async i => {
        const interaction = i as ChatInputCommandInteraction;
        await interaction.deferReply(deferral ? { flags: deferral } : {});
        await interaction.followUp({ content: 'answer', ...(followUp ? { flags: followUp } : {}) });
        await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
        await interaction.deleteReply();
      });
      await member.command('/ping');
      const answer = await member.waitForMessage(message => message.content === 'answer');
      expect(answer.ephemeral).toBe(ephemeral);
      expect((await member.waitForMessage(message => message.content === 'second')).ephemeral).toBe(true);
      await member.waitFor(event => event.type === 'message-delete' && event.messageId === answer.id);
      expect((await member.messages()).map(each => each.content)).toEqual(['second']);
    },
  );

  // Reported in discord-api-docs #2739 and #3087; whether it still is so is not documented, so both can be played.
  describe('after the deferred reply was deleted unanswered', () => {
    const deferAndDelete = async (i: unknown) => {
      const interaction = i as ChatInputCommandInteraction;
      await interaction.deferReply();
      await interaction.deleteReply();
      return interaction;
    };
    const sorry = { content: 'sorry', flags: MessageFlags.Ephemeral } as const;

    it('refuses follow-ups and edits: 10008', async () => {
      const { member, outcome } = await withBot(async i => {
        const interaction = await deferAndDelete(i);
        return [await errorCode(interaction.followUp(sorry)), await errorCode(interaction.editReply('late'))];
      });
      await member.command('/ping');
      expect(await outcome).toEqual([10008, 10008]);
    });

    it('posts follow-ups when told to', async () => {
      const { member } = await withBot(async i => (await deferAndDelete(i)).followUp(sorry), {
        server: { followUpAfterDeletedDeferral: 'posted' },
      });
      await member.command('/ping');
      const shown = await member.waitForMessage(message => message.content === 'sorry');
      expect(shown.ephemeral).toBe(true);
    });

    it('but answered before, it lets follow-ups through', async () => {
      const { member } = await withBot(async i => {
        const interaction = i as ChatInputCommandInteraction;
        await interaction.deferReply();
        await interaction.editReply('done');
        await interaction.deleteReply();
        await interaction.followUp('more');
      });
      await member.command('/ping');
      await member.waitForMessage(message => message.content === 'more');
    });
  });

  it('fails after the deadline and then refuses the answer', async () => {
    const { member, outcome, server } = await withBot(
      i => errorCode((i as ChatInputCommandInteraction).deferReply()),
      { server: { ackDeadlineMs: 80 } },
    );
    server.faults.add({ method: 'POST', path: '/callback', delayMs: 200, times: 1 });
    const { interactionId } = await member.command('/ping');
    expect(await member.waitForInteraction(interactionId)).toMatchObject({
      state: 'failed',
      reason: 'The application did not respond',
    });
    expect(await outcome).toBe(10062);
  });

  it('refuses a second answer, an edit before any, and tokens that are unknown or too old', async () => {
    const life = 400;
    const { member, outcome } = await withBot(
      async i => {
        const interaction = i as ChatInputCommandInteraction;
        const callback = Routes.interactionCallback(interaction.id, interaction.token);
        const original = Routes.webhookMessage(interaction.applicationId, interaction.token);
        const rest = interaction.client.rest;
        const body = { type: 5 };
        const early = await errorCode(rest.patch(original, { body: { content: 'x' }, auth: false }));
        const response = await rest.post(callback, {
          body,
          auth: false,
          query: new URLSearchParams({ with_response: 'true' }),
        });
        const twice = await errorCode(rest.post(callback, { body, auth: false }));
        const forged = await errorCode(
          rest.patch(Routes.webhookMessage(interaction.applicationId, 'forged'), { body: {}, auth: false }),
        );
        const unknown = await errorCode(
          rest.patch(Routes.webhookMessage(interaction.applicationId, interaction.token, interaction.id), {
            body: { content: 'x' },
            auth: false,
          }),
        );
        await new Promise(resolve => setTimeout(resolve, life));
        const late = await errorCode(rest.patch(original, { body: { content: 'late' }, auth: false }));
        return { response, codes: { early, twice, forged, unknown, late } };
      },
      { server: { tokenLifeMs: life } },
    );
    await member.command('/ping');
    const { response, codes } = await outcome;
    expect(codes).toEqual({ early: 10015, twice: 40060, forged: 50027, unknown: 10008, late: 50027 });
    expect(InteractionCallbackResponseSchema.safeParse(response)).toMatchObject({ success: true });
  });
});
