"""The addresses of the record."""

from django.urls import path

from weishishi.record import pages

urlpatterns = [
    path("transparency/", pages.transparency, name="transparency"),
    path("transparency/record.csv", pages.record, name="record_csv"),
    path("transparency/checkpoints.json", pages.checkpoints, name="record_checkpoints"),
    path("transparency/verify_record.py", pages.verifier, name="record_verifier"),
]
