"""A resident's way through the four screens of 我要提, without a browser."""

from uuid import uuid4

FIELDS = {
    "where": ("village", "place", "spot", "latitude", "longitude"),
    "words": ("words", "photos"),
    "check": ("name", "phone", "identity", "show_name", "agree"),
}


def walk(client, answers, until="check"):
    """Fill in screen after screen; the answer to the last one, or the first that held her up."""
    response = begin(client, answers)
    for screen, names in FIELDS.items():
        if response.status_code != 303:
            return response
        key = key_of(response)
        told = {name: answers[name] for name in names if name in answers}
        response = client.post(f"/propose/{key}/{screen}/", told)
        if screen == until:
            return response
    return response


def begin(client, answers):
    told = {"form_token": answers.get("form_token", str(uuid4())), "kind": answers["kind"]}
    return client.post("/propose/", told)


def key_of(response):
    """The sheet's key in the address an answer leads to."""
    return response.url.split("/")[2]
