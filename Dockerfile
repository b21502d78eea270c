# The bot alone: no playground, no trainer, no packages for development.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# As in the lockfile, whatever its packages would like to run.
COPY package.json package-lock.json .npmrc ./
COPY playground/package.json playground/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
# For several processes, an object store and traces (61 MB): nothing can be added to the image later. --build-arg WITH= for none.
ARG WITH="queue s3 traces"
COPY scripts/start/add.js scripts/start/sources.js scripts/start/
RUN test -z "$WITH" || node scripts/start/add.js $WITH
COPY src src
COPY scripts/start scripts/start
COPY scripts/image scripts/image
COPY PRIVACY.md LICENSE ./
# What is compiled now is not compiled at each start; what only other systems or the compiler need goes.
RUN npm run build \
  && rm -rf playground node_modules/@ai-actor node_modules/esbuild node_modules/@esbuild node_modules/.bin \
  && node scripts/image/prune.js

FROM node:24-bookworm-slim
# Freed pictures go back to the system, and no thread keeps memory of its own: 40 and 20 MB less in a burst.
ENV MALLOC_MMAP_THRESHOLD_=131072
ENV MALLOC_ARENA_MAX=1
ENV NODE_ENV=production DATA_DIR=/data HTTP_HOST=0.0.0.0
# Owned by root: the bot may read its program and write its data, and nothing else.
COPY --from=build /app /app
RUN install -d -o node -g node -m 0700 /data /backups
WORKDIR /app
# The user node of the base image, by number: an orchestrator can tell that it is not root.
USER 1000:1000
VOLUME ["/data", "/backups"]
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.OPS_PORT||8788)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "--expose-gc", "--max-semi-space-size=8", "--heap-growing-percent=100"]
CMD ["scripts/start/start.js"]
