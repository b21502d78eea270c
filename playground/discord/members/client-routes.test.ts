import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiscordServer, startDiscord } from '../server.ts';
import { ids } from '../state/world.ts';
import { connectMember } from './member-client.ts';

let server: DiscordServer;
beforeAll(async () => {
  server = await startDiscord({
    cdnExpiryMs: 1000,
    fileLimit: 1000,
    extend: app => {
      app.get('/', () => 'the page');
    },
  });
});
afterAll(() => server.close());

describe('a member', () => {
  it('sees the guild, its people and their drawn faces', async () => {
    const mara = await connectMember(server.url, ids.members.mara);
    const { guild, channels, members, botOnline, application } = mara.snapshot();
    expect(guild.name).toBe('Castaway Studio');
    expect(botOnline).toBe(false);
    expect(channels.map(each => [each.name, each.nsfw])).toEqual([
      ['studio', false],
      ['gallery', false],
      ['after-dark', true],
    ]);
    expect(members.filter(each => each.admin).map(each => each.displayName)).toEqual(['Mara']);
    expect(members.find(each => each.id === ids.members.mara)?.color).toBe('#f4a259');
    for (const { avatarUrl } of [...members, ...(application ? [application] : [])]) {
      const image = await fetch(server.url + avatarUrl);
      expect(image.headers.get('content-type')).toBe('image/png');
      expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(500);
    }
    await mara.close();
  });

  it('has a Discord in a language of its own', async () => {
    const mara = await connectMember(server.url, ids.members.mara);
    const set = (locale: string) =>
      fetch(`${server.url}/client/${ids.members.mara}/locale`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ locale }),
      });
    expect(mara.snapshot().locale).toBe('en-US');
    expect((await set('pt-BR')).status).toBe(200);
    await mara.waitFor(event => event.type === 'snapshot' && event.snapshot.locale === 'pt-BR');
    expect(await (await set('xx')).json()).toEqual({ error: 'Discord has no locale xx.' });
    await set('en-US');
    await mara.close();
  });

  it('writes to a channel with files, which others see', async () => {
    const [mara, theo] = await Promise.all([
      connectMember(server.url, ids.members.mara),
      connectMember(server.url, ids.members.theo),
    ]);
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x01]);
    await mara.say(ids.channels.gallery, 'look', [{ name: 'x', bytes, description: 'bytes' }]);
    const seen = await theo.waitForMessage(message => message.content === 'look');
    expect(seen.author.global_name).toBe('Mara');
    expect(seen.attachments[0]).toMatchObject({ filename: 'x', size: 5, content_type: 'image/jpeg' });
    await Promise.all([mara.close(), theo.close()]);
  });

  it('gets a sentence for what cannot be', async () => {
    const theo = await connectMember(server.url, ids.members.theo);
    await expect(theo.say('1', 'hello')).rejects.toThrow('This channel no longer exists.');
    await expect(theo.say(ids.channels.studio, ' ')).rejects.toThrow('A message cannot be empty.');
    await expect(theo.upload({ name: 'big', bytes: Buffer.alloc(1001) })).rejects.toThrow('too large');
    const nobody = await fetch(`${server.url}/client/123/snapshot`);
    expect([nobody.status, await nobody.json()]).toEqual([400, { error: 'There is no such member.' }]);
    await expect(connectMember(server.url, '123')).rejects.toThrow('No such member.');
    await theo.close();
  });

  it('is told that nobody answered when the bot is away', async () => {
    const quick = await startDiscord({ ackDeadlineMs: 50 });
    quick.commands.upsert({ name: 'ping', description: 'Ping' });
    const theo = await connectMember(quick.url, ids.members.theo);
    const { interactionId } = await theo.command('/ping');
    expect(await theo.waitForInteraction(interactionId)).toMatchObject({ state: 'failed' });
    expect(await theo.autocomplete('/ping', 'x').catch(error => error.message)).toContain('no option named');
    await theo.close();
    await quick.close();
  });
});

describe('the CDN', () => {
  it('stops serving an address when it has expired', async () => {
    const theo = await connectMember(server.url, ids.members.theo);
    const { url } = await theo.upload({ name: 'a.txt', bytes: Buffer.from('text') });
    expect(await (await fetch(url)).text()).toBe('text');
    const expired = url.replace(/ex=[0-9a-f]+/, `ex=${(Math.floor(Date.now() / 1000) + 9999).toString(16)}`);
    expect((await fetch(expired)).status).toBe(404);
    // Addresses count in whole seconds.
    await new Promise(resolve => setTimeout(resolve, 1050));
    expect((await fetch(url)).status).toBe(404);
    await theo.close();
  });

  it('shares its origin with what `extend` mounts', async () => {
    expect(await (await fetch(server.url)).text()).toBe('the page');
  });
});
