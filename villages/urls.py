"""The pages about people themselves."""

from django.urls import path

from villages.pages import signing_in

urlpatterns = [
    path("me/sign-in/", signing_in.sign_in, name="sign_in"),
    path("me/sign-in/code/", signing_in.sign_in_code, name="sign_in_code"),
    path("me/sign-out/", signing_in.sign_out, name="sign_out"),
]
