"""Real names among the made-up ones.

The checker makes up every office, slot and reference, so that without help it meets hardly
anything but "not found". Here half of the made-up requests get an office that exists, a slot that
is free, a person who can book, an appointment of that person: the code behind the door is met, too.
"""

import functools
import json
import os
import urllib.error
import urllib.request
import zlib

import schemathesis

OFFICE = os.environ.get("OKNO_API_OFFICE", "77-01")
SERVICE = "passport-5"
BORN = "1985-03-14"


def ask(path, body=None):
    request = urllib.request.Request(
        os.environ["OKNO_API_ADDRESS"] + "/api/v1" + path,
        data=body and json.dumps(body).encode(),
        headers={"content-type": "application/json"} if body else {},
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@functools.cache
def slots():
    return [slot["id"] for slot in ask(f"/offices/{OFFICE}/slots?service={SERVICE}")["slots"]]


def person(number):
    return {
        "surname": "Петрова",
        "given_name": "Анна",
        "patronymic": None,
        "birth_date": BORN,
        "document": {"kind": "internal_passport", "series": "4510", "number": f"{number:06}"},
    }


def booking(number):
    some = slots()
    return {
        "slot": some[number % len(some)],
        "service": SERVICE,
        "person": person(number),
        "contact": {"email": "anna@example.org"},
        "language": "en",
    }


@functools.cache
def reference():
    """An appointment of somebody whom no made-up request books; a slot may have filled up."""
    for number in range(900_000, 900_100):
        try:
            return ask("/appointments", booking(number))["reference"]
        except urllib.error.HTTPError as refused:
            if refused.code != 409:
                raise
    raise RuntimeError("nobody could book")


def lot(value):
    """A number that a made-up value always draws: the same in each run."""
    return zlib.crc32(repr(value).encode())


REAL = {
    "office": lambda _: OFFICE,
    "service": lambda _: SERVICE,
    "birth_date": lambda _: BORN,
    "reference": lambda _: reference(),
    "item": lambda number: ["5.1", "9.2", "9.4", "10.1"][number % 4],
    "slot": lambda number: slots()[number % len(slots())],
}


def with_real_names(values):
    """What is made up wrong on purpose has other names or other kinds of value, and stays so."""
    number = lot(values)
    if not isinstance(values, dict) or number % 2 or not all_texts(values):
        return values
    return {name: REAL[name](number) if name in REAL else value for name, value in values.items()}


def all_texts(values):
    return all(isinstance(value, str) for name, value in values.items() if name in REAL)


def is_booking(body):
    """Of the described shape, so that a real one may stand in its place."""
    if not isinstance(body, dict) or not {"slot", "service", "person"} <= body.keys():
        return False
    known = {"slot", "service", "person", "contact", "language"}
    like = person(0)
    some = body["person"]
    return (
        body.keys() <= known
        and all_texts(body)
        and body.get("language", "en") in ("ru", "en")
        and isinstance(body.get("contact", {}), dict)
        and body.get("contact", {}).keys() <= {"email", "phone"}
        and isinstance(some, dict)
        and like.keys() - {"patronymic"} <= some.keys() <= like.keys()
        and isinstance(some["document"], dict)
        and {"kind", "number"} <= some["document"].keys() <= like["document"].keys()
        and all(isinstance(some[name], str) for name in ("surname", "given_name", "birth_date"))
        and all(isinstance(some["document"][name], str) for name in ("kind", "number"))
    )


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    return with_real_names(path_parameters)


@schemathesis.hook
def map_query(context, query):
    return with_real_names(query)


@schemathesis.hook
def map_body(context, body):
    if is_booking(body):
        return booking(lot(body) % 900_000) if lot(body) % 2 else body
    return with_real_names(body)
