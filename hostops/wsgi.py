import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hostops.settings")
application = get_wsgi_application()
# Read once, before the web server's workers part, what each would otherwise read at its first request.
import_module(settings.ROOT_URLCONF)
