# A base image with Python 3.11 or newer; another may be given where this one cannot be had.
ARG BASE_IMAGE=python:3.13-slim

FROM ${BASE_IMAGE} AS build
WORKDIR /src
COPY requirements requirements
# What builds stays in /opt/build; only /opt/emulator, which has no pip, reaches the image. Nothing is compiled.
RUN python3 -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt \
 && python3 -m venv --without-pip /opt/emulator \
 && /opt/build/bin/pip --python /opt/emulator/bin/python install \
    --no-cache-dir --only-binary :all: --require-hashes -r requirements/run.txt
COPY . .
RUN /opt/build/bin/hatchling build --target wheel --directory /wheels \
 && /opt/build/bin/pip --python /opt/emulator/bin/python install --no-cache-dir --no-deps /wheels/*.whl \
 && /opt/build/bin/pip --python /opt/emulator/bin/python check

FROM ${BASE_IMAGE}
COPY --from=build /opt/emulator /opt/emulator
# World-writable like /tmp, so that any --user can write to a fresh volume.
RUN mkdir -m 1777 /data
ENV PATH=/opt/emulator/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    GAMELIFT_EMULATOR_HOST=0.0.0.0 \
    GAMELIFT_EMULATOR_DATABASE_URL=sqlite:////data/emulator.db
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 4600
# Failures count only after the start period, which leaves a large seed its time.
HEALTHCHECK --interval=2s --timeout=5s --start-period=60s --retries=3 CMD ["gamelift-emulator", "healthcheck"]
ENTRYPOINT ["gamelift-emulator"]
CMD ["serve"]

# A release is built with all three; they come last, because they change with every build.
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="gamelift-emulator" \
      org.opencontainers.image.description="A local emulator of Amazon GameLift player sessions" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
