# The exporter with all that it needs: docker run --rm --volume "$PWD:/work" --user "$(id -u):$(id -g)" IMAGE build
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'

COPY . /src
RUN pip install --no-cache-dir --constraint /src/constraints.txt '/src[preview,spelling]' && rm -rf /src

ENV EXPORTER_CACHE=/tmp/exporter-cache
WORKDIR /work
ENTRYPOINT ["exporter"]
CMD ["build"]
