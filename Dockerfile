# One image for web, worker and beat; docker-compose.yml says which it is.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    HOSTOPS_ENV=production HOSTOPS_DATA=/data STATIC_ROOT=/app/staticfiles

WORKDIR /app
COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
# Static files are named by their content and belong to the image. The settings of a build are not those of a run.
RUN HOSTOPS_ENV=embedded python manage.py collectstatic --no-input --verbosity 0 \
    && useradd --system --uid 10001 --home /data hostops && mkdir /data && chown hostops /data
USER hostops
VOLUME /data
EXPOSE 8000

CMD ["gunicorn", "--config", "python:hostops.gunicorn", "--bind", "0.0.0.0:8000", "hostops.wsgi"]
