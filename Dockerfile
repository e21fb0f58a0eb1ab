# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
COPY src src
COPY vite.config.ts tsconfig.json tsconfig.server.json tsconfig.web.json ./
RUN node -e "import('./scripts/prepare.mjs').then(({ install, buildPages }) => { install(); buildPages() })" && npm prune --omit=dev

FROM node:24-bookworm-slim
# The last one: the C library gives back what opening a database took, over 100 MB of an idle server.
ENV NODE_ENV=production COURANT_DATA=/data PORT=8100 MALLOC_MMAP_THRESHOLD_=4194304
WORKDIR /app
COPY --from=build /app /app
# The server writes in /data alone, and never as root.
RUN mkdir /data && chown node:node /data && printf '#!/bin/sh\nCALLED_FROM="$PWD" exec node /app/src/app/cli.server.ts "$@"\n' > /usr/local/bin/courant && chmod 755 /usr/local/bin/courant
USER node
VOLUME /data
EXPOSE 8100
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process: it hears SIGTERM and stops gracefully.
CMD ["node", "src/app/main.server.ts"]
