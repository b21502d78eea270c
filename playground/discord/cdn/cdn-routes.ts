import type { FastifyInstance } from 'fastify';
import type { DiscordContext } from '../context.ts';
import { ids, type WorldMember } from '../state/world.ts';
import { drawAvatar } from './avatar-art.ts';

const SIZE = 128;

/** Attachments behind signed, expiring addresses, and avatars drawn on demand. */
export function registerCdnRoutes(app: FastifyInstance, context: DiscordContext): void {
  for (const folder of ['attachments', 'ephemeral-attachments']) {
    app.get<{
      Params: { holder: string; id: string; name: string };
      Querystring: Record<string, string | undefined>;
    }>(`/${folder}/:holder/:id/:name`, (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      const file = context.files.open(path, request.query);
      if (!file) return reply.status(404).type('text/plain').send('This content is no longer available.');
      return reply
        .header('cache-control', 'private, max-age=3600')
        .header('access-control-allow-origin', '*')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
        .type(file.contentType)
        .send(file.bytes);
    });
  }

  const drawn = new Map<string, Promise<Buffer>>();
  type Drawing = { Params: { id: string; file: string }; Querystring: { size?: string } };
  const serve = (path: string, subject: (id: string) => WorldMember | undefined) =>
    app.get<Drawing>(path, async (request, reply) => {
      const member = subject(request.params.id);
      if (!member) return reply.status(404).type('text/plain').send('Not found.');
      const format = /\.(webp|jpe?g)$/.exec(request.params.file)?.[1]?.replace('jpg', 'jpeg') ?? 'png';
      const size = Math.min(1024, Math.max(16, Number(request.query.size) || SIZE));
      const key = `${member.id}/${format}/${size}`;
      if (!drawn.has(key)) drawn.set(key, drawAvatar(member, format as 'png' | 'webp' | 'jpeg', size));
      return reply
        .header('cache-control', 'public, max-age=86400')
        .header('access-control-allow-origin', '*')
        .type(`image/${format}`)
        .send(await drawn.get(key));
    });
  serve('/avatars/:id/:file', id => context.world.members.get(id));
  serve('/app-icons/:id/:file', id => context.world.members.get(id === ids.application ? ids.bot : ''));
  serve('/embed/:id/:file', id =>
    id === 'avatars' ? context.world.members.get(ids.members.theo) : undefined,
  );
}
