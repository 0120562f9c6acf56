# The exporter with all that it needs, for the folder that is mounted at /work:
#
#   docker build --tag exporter .                      fonts for Chinese, Japanese and Korean: --build-arg CJK=1
#   docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" exporter build
#   docker run --rm --volume "$PWD:/work:ro" --publish 127.0.0.1:8000:8000 exporter preview --host 0.0.0.0 --port 8000
#
# The same image at any time needs its base by digest, such as --build-arg BASE=python:3.13-slim-bookworm@sha256:...
# Its digest: docker buildx imagetools inspect --format '{{.Manifest.Digest}}' python:3.13-slim-bookworm
ARG BASE=python:3.13-slim-bookworm
FROM $BASE AS wheel
COPY . /src
RUN pip install --no-cache-dir --constraint /src/constraints.txt build hatchling \
    && python -m build --wheel --no-isolation --outdir /wheels /src

FROM $BASE
ARG CJK=""
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*' \
    && useradd --create-home exporter
RUN --mount=type=bind,from=wheel,source=/wheels,target=/wheels \
    --mount=type=bind,source=constraints.txt,target=/constraints.txt \
    pip install --no-cache-dir --constraint /constraints.txt \
    "$(echo /wheels/*.whl)[preview,spelling,math,diagrams${CJK:+,cjk}]"

USER exporter
ENV EXPORTER_CACHE=/tmp/exporter-cache
WORKDIR /work
EXPOSE 8000
ENTRYPOINT ["exporter"]
CMD ["build"]
