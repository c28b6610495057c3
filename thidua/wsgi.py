import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

application = get_wsgi_application()
gc.freeze()  # what is loaded stays: a collection looks at what requests have made since, and no worker copies the rest
