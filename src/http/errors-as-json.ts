import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '../logger.ts';

/** The sentences for paths that do not exist and for requests that fail. They never show the inside of an error. */
export const notFound = (reply: FastifyReply) => reply.code(404).send({ error: 'There is nothing here.' });

export function answerErrorsAsJson(
  app: FastifyInstance,
  logger: Logger,
  onTooLarge: (url: string) => void = () => {},
) {
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      onTooLarge(request.url);
      const { bodyLimit } = request.routeOptions;
      const most = bodyLimit ? `: at most ${Math.floor(bodyLimit / 1024)} KB` : '';
      return reply.code(413).send({ error: `The body is too large${most}.` });
    }
    if (status === 429) return reply.code(429).send({ error: error.message });
    if (status >= 400 && status < 500)
      return reply.code(422).send({ error: 'The request could not be read.' });
    logger.error({ err: error, route: request.routeOptions.url }, 'an HTTP request failed');
    return reply.code(500).send({ error: 'Something went wrong here. Try again.' });
  });
}
