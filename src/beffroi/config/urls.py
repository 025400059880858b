"""Public paths: French words at the root, English ones under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLResolver, include, path

from beffroi.config.routing import Remembering
from beffroi.portal.api.app import openapi
from beffroi.portal.api.app import urlpatterns as api_urls

urlpatterns = [
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", include((api_urls(), "api-1"))),
]
pages = i18n_patterns(
    path("", include("beffroi.portal.urls")),
    path("", include("beffroi.accounts.urls")),
    path("", include("beffroi.programme.network_urls")),
    path("ui/", include("beffroi.ui.urls")),
    path("<slug:town>/", include("beffroi.portal.town_urls")),
    path("<slug:town>/", include("beffroi.premises.urls")),
    path("<slug:town>/", include("beffroi.place.urls")),
    path("<slug:town>/", include("beffroi.observatory.urls")),
    path("<slug:town>/", include("beffroi.marketplace.urls")),
    path("<slug:town>/", include("beffroi.programme.urls")),
    prefix_default_language=False,
)
urlpatterns += [Remembering(page) for page in pages if isinstance(page, URLResolver)]

handler400 = "beffroi.portal.views.errors.not_understood"
handler403 = "beffroi.portal.views.errors.forbidden"
handler404 = "beffroi.portal.views.errors.not_found"
handler500 = "beffroi.portal.views.errors.broken"
handler429 = "beffroi.accounts.views.signing.too_many"
